import { App, Testing } from 'cdk8s';
import { AlertsChart } from '../src';
import { parseGoDuration } from '../src/kubernetes';
import { parseQuery, printQuery } from '../src/query';
import { describeWithShared } from './shared-folder';
import { captureStderr, managedCluster, type Synthesized } from './support';
import { type Difference, differencesOf, read, titleOf, twinOf } from './upstream-differences';

const WORDS = 'own wording';
const LOOKBACK = 'includes the time until logs are flushed; the one of the workshop misses most records';
const PERIOD = 'the template offers the alert of this chart';

/** Every difference from the alerts of the workshop that is meant, by object and path, with its reason. */
const MEANT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GlobalAlert policy.globalnetworkset': {
    'spec.description': WORDS,
    'spec.summary': WORDS,
    'spec.lookback': LOOKBACK,
  },
  'GlobalAlert dns.unsanctioned.access': {
    'spec.description': WORDS,
    'spec.summary': WORDS,
    'spec.lookback': LOOKBACK,
  },
  'GlobalAlert network.lateral.access': {
    'spec.description': WORDS,
    'spec.summary': WORDS,
    'spec.lookback': LOOKBACK,
  },
  'GlobalAlertTemplate dns.unsanctioned.access': {
    'spec.description': WORDS,
    'spec.summary': WORDS,
    'spec.period': PERIOD,
    'spec.lookback': LOOKBACK,
    'spec.query': 'the workshop asks for google.com.com',
  },
  'GlobalAlertTemplate http.connections': {
    'spec.description': WORDS,
    'spec.summary': WORDS,
    'spec.period': PERIOD,
    'spec.lookback': LOOKBACK,
    'spec.query': 'the namespace is filled in, and the port is that of pods that do not run as root',
    'spec.field': 'flow logs have no field count, so the sum of the workshop is always 0',
  },
};

/** Calico ships templates under these names, and puts its own back. */
const SHIPPED = ['GlobalAlertTemplate policy.globalnetworkset', 'GlobalAlertTemplate network.lateral.access'];

/** What an object means: its query and its times in one form, without what was made for a cluster. */
function meaningOf({ metadata, spec, ...object }: Synthesized): Synthesized {
  const { node } = parseQuery(spec.query);
  const seconds = (text: string | undefined) => text && parseGoDuration(text);
  const { period, lookback } = spec;
  const times = period === undefined ? {} : { period: seconds(period), lookback: seconds(lookback) };
  return { ...object, metadata: { name: metadata.name }, spec: { ...spec, ...times, query: node && printQuery(node) } };
}

describeWithShared("the workshop's alerts", () => {
  captureStderr();

  const theirs = [
    'alerts/globalnetworkset.changed.yaml',
    'alerts/http.connections.yaml',
    'alerts/unsanctioned.lateral.access.yaml',
    'modules/50-alerts/unsanctioned.dns.access.yaml',
  ].flatMap(read);
  const ours = () => {
    const cluster = managedCluster('3.14');
    const objects = Testing.synth(new AlertsChart(new App(), 'alerts', { cluster, demoNamespace: 'dev' }));
    return objects.filter(({ kind }) => kind.startsWith('GlobalAlert'));
  };
  const compared = theirs.filter((object) => !SHIPPED.includes(titleOf(object)));
  const compare = () =>
    compared.flatMap((object) => {
      const twin = twinOf(object, ours());
      return differencesOf(titleOf(object), meaningOf(object), twin && meaningOf(twin));
    });
  const isMeant = ({ object, path }: Difference) => MEANT[object]?.[path] !== undefined;

  it('are all there, but for the templates that Calico ships; the alert of a lone template is, too', () => {
    expect(theirs).toHaveLength(7);
    expect(ours().map(titleOf).sort()).toEqual([...compared.map(titleOf), 'GlobalAlert http.connections'].sort());
  });

  it('differ from ours in nothing that is not meant', () => {
    expect(compare().filter((difference) => !isMeant(difference))).toEqual([]);
  });

  it('differ from ours in everything that is listed', () => {
    const listed = Object.entries(MEANT).flatMap(([object, paths]) =>
      Object.keys(paths).map((path) => `${object}: ${path}`),
    );
    expect(
      compare()
        .map(({ object, path }) => `${object}: ${path}`)
        .sort(),
    ).toEqual(listed.sort());
  });
});
