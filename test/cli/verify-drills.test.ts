import { type Chart, Testing } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  Decoy,
  DemoTarget,
  GlobalAlert,
  NetshootScanner,
  PortRange,
  PortScanAlert,
  Probe,
  ProbeAction,
  ProbeRun,
  Query,
} from '../../src';
import { captureStderr, managedCluster, type Synthesized, testChart } from '../support';
import type { Execution } from '../verify/exec-server';
import { refuse } from '../verify/fake-api-server';
import { CALICO } from '../verify/fake-cluster';
import { NMAP } from '../verify/fake-module';
import { verifying } from './verifying';

const DONE: Execution = { output: '192.0.2.7\n', status: { status: 'Success' } };
const LOOKUP = 'dig -r +tries=1 +time=10 +nosearch -t A -q www.example.com';
const PODS = '/api/v1/namespaces/drill/pods';

const fake = verifying();
captureStderr();

/** An alert for lookups, and a probe for it, in a chart of one's own. */
function lookups(chart: Chart, run: ProbeRun, name = 'dns.lookup'): GlobalAlert {
  const alert = new GlobalAlert(chart, name, {
    name,
    description: 'A lookup',
    severity: 50,
    rule: AlertRule.dns({ query: Query.parse('qname = "www.example.com"') }),
  });
  const action = ProbeAction.lookup('www.example.com');
  new Probe(chart, `${name}-probe`, {
    namespace: 'drill',
    name: `probe-${name.split('.')[1]}`,
    action,
    run,
    detectedBy: alert,
  });
  return alert;
}

function made(build: (chart: Chart) => void): Synthesized[] {
  const chart = testChart();
  CalicoCluster.provide(chart, managedCluster('3.14'));
  build(chart);
  return Testing.synth(chart);
}

const use = (build: (chart: Chart) => void) => {
  fake.use(made(build));
  fake.cluster.namespaces.add('drill');
  fake.server.execution = (command) => {
    fake.cluster.raiseEvents();
    return command.startsWith('nmap') ? { output: NMAP, status: { status: 'Success' } } : DONE;
  };
};

describe("verify, of charts of one's own", () => {
  it('passes with a port scan alert, its target and a scanner', async () => {
    use((chart) => {
      const detectedBy = new PortScanAlert(chart, 'alert');
      const target = new DemoTarget(chart, 'demo', { namespace: 'drill' }).scanTarget;
      new NetshootScanner(chart, 'scanner', { target, detectedBy });
    });
    const { outcomes, exitCode } = await fake.steps();
    const steps = ['cluster', 'made-for', 'objects', 'alert', 'scan', 'event'];
    expect([outcomes, exitCode]).toEqual([steps.map((step) => `${step} ok`), 0]);
  });

  it('passes with alerts that nothing triggers', async () => {
    use((chart) => new PortScanAlert(chart, 'alert'));
    const { outcomes, details, exitCode } = await fake.steps();
    expect([outcomes.slice(3), exitCode]).toEqual([['alert ok', 'event skipped'], 0]);
    expect(details['event']).toBe(
      'nothing in the manifests triggers GlobalAlert tigera.io.detector.port-scan, so no event of it is expected',
    );
  });

  it('runs a probe in the pod that waits for it, and waits for the event of its alert', async () => {
    use((chart) => lookups(chart, ProbeRun.pod()));
    const { outcomes, details, exitCode } = await fake.steps();
    expect([outcomes.slice(2), exitCode]).toEqual([['objects ok', 'alert ok', 'trigger ok', 'event ok'], 0]);
    expect(details['trigger']).toBe(
      `Pod drill/probe-lookup looks up www.example.com\n${LOOKUP} ran in Pod probe-lookup\n192.0.2.7`,
    );
    expect(details['event']).toMatch(
      /^the last event of GlobalAlert dns\.lookup is from 20\S+Z, \d seconds? after Pod drill\/probe-lookup began$/,
    );
  });

  it('creates a Job of a probe on demand', async () => {
    use((chart) => lookups(chart, ProbeRun.onDemand()));
    fake.cluster.log = '192.0.2.7\n';
    const { details, report, exitCode } = await fake.steps();
    expect(details['trigger']).toMatch(
      /^CronJob drill\/probe-lookup looks up www\.example\.com\nJob probe-lookup-\w+ ran from 20\S+Z to 20\S+Z\n192\.0\.2\.7$/,
    );
    expect(report.changes).toEqual([expect.stringMatching(/^created Job drill\/probe-lookup-\w+; it is removed/)]);
    expect(exitCode).toBe(0);
  });

  it('reads when a probe ran by itself', async () => {
    use((chart) => lookups(chart, ProbeRun.once()));
    fake.cluster.get('Job').status = fake.cluster.jobStatus(new Date().toISOString());
    fake.cluster.raiseEvents();
    expect((await fake.steps()).exitCode).toBe(0);
  });

  it('waits for all events at the same time, and names the alert that raises none', async () => {
    use((chart) => {
      lookups(chart, ProbeRun.pod(), 'dns.first');
      lookups(chart, ProbeRun.pod(), 'dns.second');
    });
    fake.server.execution = DONE;
    const first = () => [...fake.cluster.objects.values()].find(({ metadata }) => metadata.name === 'dns.first');
    first().status.lastEvent = new Date(Date.now() + 60_000).toISOString();
    const { details, outcomes, exitCode } = await fake.steps(['--timeout', '1s']);
    const [found, missing] = details['event']?.split('\n') ?? [];
    expect(found).toMatch(/^the last event of GlobalAlert dns\.first is from/);
    expect(missing).toMatch(/^no event of GlobalAlert dns\.second within 1 second; it can take up to 1\d minutes/);
    expect([outcomes.at(-1), exitCode]).toEqual(['event unknown', 2]);
  });

  it.each<[string, () => void, number, RegExp]>([
    [
      'a command that fails',
      () => {
        const status = { status: 'Failure', details: { causes: [{ reason: 'ExitCode', message: '9' }] } };
        fake.server.execution = { output: ';; no servers could be reached', status };
      },
      1,
      /ran in Pod probe-lookup and exited with code 9\n;; no servers could be reached$/,
    ],
    [
      'a pod that is not ready',
      () => {
        fake.cluster.get('Pod').status = { phase: 'Pending' };
      },
      1,
      /Pod probe-lookup is starting, so nothing can be run in it$/,
    ],
    [
      'a missing right to execute',
      () => {
        fake.server.execution = 403;
      },
      2,
      /executing in the pod is forbidden/,
    ],
    [
      'a missing right to read the pod',
      () => fake.cluster.overrides.set(`${PODS}/probe-lookup`, refuse(403, 'pods is forbidden')),
      2,
      /pods is forbidden; the roles that VerifierRole creates allow it$/,
    ],
  ])('does not pass with %s', async (_, spoil, code, message) => {
    use((chart) => lookups(chart, ProbeRun.pod()));
    spoil();
    const { details, exitCode } = await fake.steps();
    expect(details['trigger']).toMatch(message);
    expect(exitCode).toBe(code);
  });

  it('runs no command in a pod that is not a probe on the cluster', async () => {
    use((chart) => lookups(chart, ProbeRun.pod()));
    // As with a right to read that is missing in the step that compares the objects.
    const pod = fake.cluster.get('Pod');
    let asked = 0;
    fake.cluster.overrides.set(`${PODS}/probe-lookup`, (_, response) => {
      asked += 1;
      const other = { ...pod, metadata: { ...pod.metadata, annotations: {} } };
      response.end(JSON.stringify(asked === 1 ? pod : other));
    });
    const { details, exitCode } = await fake.steps();
    expect(details['trigger']).toContain(
      'Pod probe-lookup on the cluster does not have the same annotation calico-threat-defense/probe-command, so nothing was run in it',
    );
    expect([exitCode, fake.server.requests]).toEqual([
      1,
      expect.not.arrayContaining([`GET ${PODS}/probe-lookup/exec`]),
    ]);
  });

  it.each(['', 'dig', '[]', '["dig", 7]', '{"a":1}'])('runs no command that is not one: %j', async (command) => {
    const objects = made((chart) => lookups(chart, ProbeRun.pod()));
    const pod = objects.find(({ kind }) => kind === 'Pod');
    pod.metadata.annotations['calico-threat-defense/probe-command'] = command;
    fake.use(objects);
    const { details, exitCode } = await fake.steps();
    expect(details['trigger']).toContain('is not a JSON array of a program and its arguments');
    expect(exitCode).toBe(2);
  });

  it('triggers nothing where the alert is missing', async () => {
    use((chart) => lookups(chart, ProbeRun.pod()));
    fake.cluster.objects.delete(`${CALICO}/globalalerts/dns.lookup`);
    const { outcomes, details, exitCode } = await fake.steps();
    expect(outcomes.slice(2)).toEqual(['objects failed', 'alert failed', 'trigger skipped', 'event skipped']);
    expect(details['event']).toBe('nothing was run that could raise an event of GlobalAlert dns.lookup');
    expect(exitCode).toBe(1);
  });

  it('says that a cluster lacks the kind', async () => {
    use((chart) => lookups(chart, ProbeRun.pod()));
    fake.cluster.overrides.set(CALICO, { resources: [] });
    const { details, exitCode } = await fake.steps();
    expect(details['alert']).toBe(
      'GlobalAlert dns.lookup cannot exist: the cluster does not have the kind GlobalAlert of projectcalico.org/v3',
    );
    expect(exitCode).toBe(1);
  });

  it('cannot tell of one alert that must not be read, and looks at the others', async () => {
    use((chart) => {
      new PortScanAlert(chart, 'alert');
      lookups(chart, ProbeRun.pod());
    });
    const path = `${CALICO}/globalalerts/tigera.io.detector.port-scan`;
    fake.cluster.overrides.set(path, refuse(403, 'globalalerts is forbidden'));
    const { details, outcomes, exitCode } = await fake.steps();
    expect(details['alert']?.split('\n')).toEqual([
      'GlobalAlert tigera.io.detector.port-scan cannot be verified: globalalerts is forbidden; the roles that VerifierRole creates allow it',
      expect.stringMatching(/^GlobalAlert dns\.lookup is active and healthy/),
    ]);
    expect([outcomes, exitCode]).toEqual([expect.arrayContaining(['alert unknown', 'event ok']), 2]);
  });

  it('names an alert that is not among the manifests', async () => {
    use((chart) => {
      lookups(chart, ProbeRun.pod());
      new PortScanAlert(chart, 'other');
    });
    fake.use(made((chart) => lookups(chart, ProbeRun.pod())).filter(({ kind }) => kind !== 'GlobalAlert'));
    fake.server.execution = DONE;
    const { details, exitCode } = await fake.steps();
    expect(details['alert']).toContain('the manifests have no alert');
    expect(details['event']).toBe('the manifests do not have the alert dns.lookup, so its last event is not read');
    expect(exitCode).toBe(2);
  });

  it('waits for the event of a decoy that is scanned', async () => {
    use((chart) => {
      const { target } = Decoy.ipEnumeration(chart, 'decoy', { namespace: 'drill' });
      new NetshootScanner(chart, 'scanner', { target, ports: PortRange.list([22, 80]) });
    });
    const { outcomes, details, exitCode } = await fake.steps();
    const steps = ['alert', 'decoy', 'scan', 'event'];
    expect([outcomes.slice(3), exitCode]).toEqual([steps.map((step) => `${step} ok`), 0]);
    expect(details['event']).toMatch(/^the last event of GlobalAlert decoy\.drill\.internal-app is from /);
  });

  it('looks at the pods of decoys', async () => {
    use((chart) => Decoy.service(chart, 'decoy', { namespace: 'drill' }));
    expect((await fake.steps()).outcomes).toEqual(expect.arrayContaining(['decoy ok']));
    const waiting = { reason: 'ImagePullBackOff' };
    const status = { phase: 'Pending', containerStatuses: [{ image: 'a/b:1', state: { waiting } }] };
    fake.cluster.overrides.set(PODS, { items: [{ metadata: { name: 'decoy-1' }, status }] });
    const { details, exitCode } = await fake.steps();
    expect(details['decoy']).toBe('pod decoy-1 does not run: the image a/b:1 cannot be pulled (ImagePullBackOff)');
    expect(exitCode).toBe(1);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('says on %s what is left of a probe', async (signal) => {
    use((chart) => lookups(chart, ProbeRun.onDemand()));
    fake.cluster.jobStatus = () => ({});
    const running = fake.start();
    await running.printed('is running, up to');
    process.emit(signal);
    const { stdout, exitCode } = await running.result;
    expect(stdout).toMatch(/\nUNKNOWN trigger: interrupted\n/);
    expect(stdout).toMatch(/left on the cluster:\n {2}created Job drill\/probe-lookup-\w+; /);
    expect(exitCode).toBe(2);
  });
});

describe('verify --only', () => {
  beforeEach(() =>
    use((chart) => {
      lookups(chart, ProbeRun.pod(), 'dns.first');
      lookups(chart, ProbeRun.pod(), 'dns.second');
      const { scanTarget: target } = new DemoTarget(chart, 'demo', { namespace: 'drill' });
      new NetshootScanner(chart, 'scanner', { target, detectedBy: new PortScanAlert(chart, 'scan') });
    }),
  );
  const commands = () =>
    fake.server.asked.flatMap(({ query, path }) => (query['command'] === undefined ? [] : [path.split('/')[6]]));

  it.each<[string, string[], string[]]>([
    ['an alert, with what triggers it', ['dns.first'], ['probe-first']],
    ['a probe, with its alert', ['probe-second'], ['probe-second']],
    ['a scanner, with the alert that notices it', ['netshoot'], ['netshoot']],
    ['the alert that notices scans', ['tigera.io.detector.port-scan'], ['netshoot']],
    ['several', ['dns.first', 'netshoot'], ['netshoot', 'probe-first']],
    ['an object without a step', ['nginx-svc'], []],
  ])('verifies %s', async (_, names, run) => {
    const { details, exitCode } = await fake.steps(names.flatMap((name) => ['--only', name]));
    expect([commands(), exitCode]).toEqual([run, 0]);
    expect(details['alert']?.split('\n').length ?? 0).toBe(run.length);
  });

  it('does not look at what else is missing', async () => {
    fake.cluster.objects.delete(`${PODS}/probe-second`);
    expect((await fake.steps(['--only', 'dns.first'])).exitCode).toBe(0);
    expect((await fake.steps(['--only', 'dns.second'])).exitCode).toBe(1);
  });

  it('applies nothing else', async () => {
    fake.cluster.objects.delete(`${PODS}/probe-second`);
    const { report } = await fake.steps(['--only', 'dns.first', '--apply']);
    expect(report.changes).toEqual([]);
  });

  it('is wrong usage with a name that nothing has', async () => {
    const { stdout, stderr, exitCode } = await fake.verify(['--only', 'dns.frist', '--only', 'dns.first']);
    expect([stdout, exitCode, fake.server.asked]).toEqual(['', 2, []]);
    expect(stderr).toBe(
      'calico-threat-defense verify: 1 problem\n  --only = "dns.frist": is not the name of an object in the manifests; the names there are "dev-nginx", "dns.first", "dns.second", "drill", "netshoot", "nginx-svc", "probe-first", "probe-second", "tigera.io.detector.port-scan" [verify/unknown-name]\n',
    );
  });
});
