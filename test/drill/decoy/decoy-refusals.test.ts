import { Duration } from 'cdk8s';
import { Decoy, DecoyProgram, type ServiceDecoyProps } from '../../../src';
import { captureStderr, messageOf, synthesize, testChart } from '../../support';
import { cluster, KINDS } from './decoys';

const LABEL_1035 =
  "must be an RFC 1035 label: 1 to 63 lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit [decoy/name]";

describe('a decoy is not made', () => {
  captureStderr();

  it.each<[string, ServiceDecoyProps, string[]]>([
    ['with a name that no Service has', { name: '1-console' }, [`name = "1-console": ${LABEL_1035}`]],
    ['with a name that is too long', { name: 'a'.repeat(64) }, [`name = "${'a'.repeat(64)}": ${LABEL_1035}`]],
    [
      'in a namespace that is none',
      { namespace: 'My Shop' },
      [
        'namespace = "My Shop": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [decoy/namespace]',
      ],
    ],
    ...['kube-system', 'kube-public', 'tigera-internal', 'calico-system'].map(
      (namespace): [string, ServiceDecoyProps, string[]] => [
        `in the namespace ${namespace}`,
        { namespace },
        [
          `namespace = "${namespace}": belongs to Kubernetes or Calico; put the decoy next to workloads of your own [decoy/namespace]`,
        ],
      ],
    ),
    ...[0, -1, 65_536, 1.5, Number.NaN].map((port): [string, ServiceDecoyProps, string[]] => [
      `with the port ${port}`,
      { port, podPort: port },
      [
        `port = ${port}: must be a whole number from 1 to 65535 [decoy/port]`,
        `podPort = ${port}: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]`,
      ],
    ]),
    [
      'on a port of root',
      { podPort: 1023 },
      ['podPort = 1023: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]'],
    ],
    [
      'with the program of an image that is not set',
      { program: DecoyProgram.ofImage() },
      [
        'image: must be set, because the decoy runs the program of the image; or use DecoyProgram.nginx() [decoy/image-missing]',
      ],
    ],
    [
      'with an image that is not pinned',
      { image: 'a/b' },
      [
        'spec.template.spec.containers[0].image = "a/b": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
      ],
    ],
    [
      'with another label by which it is found',
      { labels: { app: 'x' } },
      [
        'labels.app = "x": must remain dashboard, because the selectors and policies of the object depend on it; use another label [workload/own-label]',
      ],
    ],
    ...[
      [5, 10],
      [1, 90],
    ].map(([minutes = 0, missed]): [string, ServiceDecoyProps, string[]] => [
      `with a lookback of ${minutes} minutes, in which runs miss a connection`,
      { lookback: Duration.minutes(minutes) },
      [
        `lookback = "${minutes * 60}s": is too short for a period of 300 seconds and flow logs that are written every 300 seconds, so a connection is missed in ${missed} % of the phases of the alert's runs; remove it, or use at least the sum of both plus one minute [decoy/unnoticed]`,
      ],
    ]),
  ])('%s', (_, props, lines) => {
    const title = `test/decoy: ${lines.length} problem${lines.length === 1 ? '' : 's'}`;
    expect(messageOf(() => KINDS.service(testChart(), props))).toBe(
      [title, ...lines.map((line) => `  ${line}`)].join('\n'),
    );
  });

  it('as a database on a port of root, which its pod has as well', () => {
    expect(messageOf(() => KINDS.database(testChart(), { port: 80 }))).toBe(
      'test/decoy: 1 problem\n  port = 80: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]',
    );
    expect(KINDS.database(testChart(), { port: 1024 }).podPort).toBe(1024);
  });

  it('with the name of an alert that no object has', () => {
    expect(messageOf(() => KINDS.service(testChart(), { alertName: 'My Alert' }))).toContain(
      'metadata.name = "My Alert"',
    );
  });

  it('twice in one place', () => {
    const twice = () =>
      synthesize((chart) => {
        KINDS.service(chart);
        Decoy.service(chart, 'other', { cluster });
      });
    const duplicates = messageOf(twice).matchAll(
      /^ *[\w.]+\/(\w+ \S+): is emitted by (\S+) as well,.* \[manifest\/duplicate-object\]$/gm,
    );
    expect([...duplicates].map(([, object, first]) => [object, first])).toEqual([
      ['GlobalAlert decoy.default.dashboard', 'test/decoy/Alert/Resource'],
      ['NetworkPolicy default/dashboard', 'test/decoy/Policy'],
      ['ConfigMap default/dashboard', 'test/decoy/Config'],
      ['Deployment default/dashboard', 'test/decoy/Resource'],
      ['Service default/dashboard', 'test/decoy/Service'],
    ]);
  });

  const PATH =
    "must be an absolute path such as /var/lib/data, without ':', spaces, '..' or a slash at the end [decoy/writable-path]";
  it.each<[string, () => unknown, string[]]>([
    [
      'folders that are none',
      () => DecoyProgram.ofImage({ writablePaths: ['data', '/', '/a/../b', '/a/', '/a:b', '', '/ok'] }),
      ['data', '/', '/a/../b', '/a/', '/a:b', ''].map((path, index) => `writablePaths[${index}] = "${path}": ${PATH}`),
    ],
    [
      'the same folder twice',
      () => DecoyProgram.ofImage({ writablePaths: ['/a', '/a'] }),
      ['writablePaths[1] = "/a": is listed twice; remove one of them [decoy/writable-path]'],
    ],
    [
      'variables that no shell knows',
      () => DecoyProgram.ofImage({ environment: { 'A B': 'x', '1A': 'x', A_1: 'x' } }),
      ['1A', 'A B'].map(
        (name) =>
          `environment.${name}: must have a name of letters, digits and '_', which does not begin with a digit [decoy/variable]`,
      ),
    ],
  ])('with %s', (_, make, lines) => {
    const [title, ...found] = messageOf(make).split('\n');
    expect(title).toBe(`DecoyProgram: ${lines.length} problem${lines.length === 1 ? '' : 's'}`);
    expect(found.sort()).toEqual(lines.map((line) => `  ${line}`).sort());
  });
});
