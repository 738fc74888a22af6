import { ApiObject, Chart, Duration, Testing } from 'cdk8s';
import {
  BlockTier,
  CalicoCluster,
  KnownFeed,
  LogSettings,
  NetshootScanner,
  PortScanAlert,
  ScanRun,
  ScanTarget,
  ThreatDefenseLogSettings,
  ThreatFeed,
  ThreatFeedBlock,
  VerifierRole,
  type VerifierRoleProps,
} from '../../src';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, testChart } from '../support';
import { roleIn, rules } from './role-rules';

/** The roles for the objects of another chart. */
function rolesFor(build: (chart: Chart) => void, props: VerifierRoleProps = {}): Synthesized[] {
  const chart = testChart();
  CalicoCluster.provide(chart, managedCluster('3.22'));
  const scope = new Chart(chart, 'drills');
  build(scope);
  new VerifierRole(chart, 'role', { scopes: [scope], ...props });
  return (Testing.synth(chart) as Synthesized[]).filter(({ apiVersion }) => apiVersion.startsWith('rbac'));
}

const ofCalico = (objects: Synthesized[]) =>
  rules(only(objects, 'ClusterRole'))
    .filter((rule) => rule.includes('projectcalico.org'))
    .slice(2);

describe('VerifierRole with the constructs that are verified', () => {
  captureStderr();
  const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });
  const scan = (chart: Chart, run: ScanRun) => {
    const detectedBy = new PortScanAlert(chart, 'alert');
    new NetshootScanner(chart, 'scanner', { target, namespace: 'drill', run, detectedBy });
  };

  it('allows what a scan and its alert take, and nothing else of module 7', () => {
    const objects = rolesFor((chart) => scan(chart, ScanRun.pod()));
    expect(ofCalico(objects)).toEqual(['get globalalerts.projectcalico.org network.port-scan']);
    expect(rules(roleIn(objects, 'drill'))).toEqual([
      'get pods netshoot',
      'get,create pods/exec netshoot',
      'get roles.rbac.authorization.k8s.io calico-threat-defense-verifier',
    ]);
    expect(rules(roleIn(objects, 'shop'))[0]).toBe('list pods');
    expect(objects.map(({ kind }) => kind)).toEqual(['ClusterRole', 'Role', 'Role']);
  });

  it('allows Jobs to be created where a scan is on demand only', () => {
    const jobs = (run: ScanRun) =>
      rules(
        roleIn(
          rolesFor((chart) => scan(chart, run)),
          'drill',
        ),
      ).filter((rule) => rule.includes('jobs.batch'));
    expect(jobs(ScanRun.onDemand())).toEqual(['get cronjobs.batch netshoot', 'create,get jobs.batch']);
    expect(jobs(ScanRun.once())).toEqual(['get jobs.batch netshoot']);
  });

  it('allows to change the objects by their names where they are applied', () => {
    const objects = rolesFor((chart) => scan(chart, ScanRun.pod()), { apply: true });
    expect(ofCalico(objects)).toEqual([
      'get,patch globalalerts.projectcalico.org network.port-scan',
      'create globalalerts.projectcalico.org',
    ]);
  });

  it('allows to change log settings where they are applied, but never to create them, because they exist', () => {
    const settings = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) });
    const add = (chart: Chart) => {
      new ThreatDefenseLogSettings(chart, 'logs', { settings });
    };
    const felix = (objects: Synthesized[]) =>
      rules(only(objects, 'ClusterRole')).filter((rule) => rule.includes('felixconfigurations'));
    expect(felix(rolesFor(add, { apply: true }))).toEqual(['get,patch felixconfigurations.projectcalico.org default']);
    expect(felix(rolesFor(add))).toEqual(['get felixconfigurations.projectcalico.org default']);
  });

  it('allows the tier of policies, and what Calico makes of a feed', () => {
    const objects = rolesFor((chart) => {
      const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.FEODO);
      const tier = BlockTier.existing('security');
      new ThreatFeedBlock(chart, 'block', { name: 'block', feeds: [feed], tier });
    });
    expect(ofCalico(objects)).toEqual([
      'get globalthreatfeeds.projectcalico.org feodo',
      'get globalnetworksets.projectcalico.org threatfeed.feodo',
      'get globalnetworkpolicies.projectcalico.org security.block',
      'get tiers.projectcalico.org security',
      'get tier.globalnetworkpolicies.projectcalico.org security.*',
    ]);
  });

  it('neither reads Secrets nor changes roles, whatever is verified', () => {
    const objects = rolesFor(
      (chart) => {
        new VerifierRole(chart, 'other', { name: 'other', cluster: managedCluster('3.22') });
        const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' } };
        new ApiObject(chart, 'secret', secret);
        new ApiObject(chart, 'widget', { ...secret, apiVersion: 'example.com/v1', kind: 'Widget' });
        new ApiObject(chart, 'other-kind', { ...secret, kind: 'constructor' });
      },
      { apply: true },
    );
    const all = objects.filter(({ metadata }) => metadata.name !== 'other');
    expect(JSON.stringify(all)).not.toMatch(/secrets|widget/i);
    expect(rules(only(all, 'ClusterRole'))).toContain('get clusterroles.rbac.authorization.k8s.io other');
  });

  it('refuses what is not a construct', () => {
    const scopes = ['drills'] as unknown as VerifierRoleProps['scopes'];
    expect(messageOf(() => new VerifierRole(testChart(), 'role', { cluster: managedCluster(), scopes }))).toBe(
      'test/role: 1 problem\n  scopes[0] = "drills": must be a construct, such as a Chart [argument/type]',
    );
  });
});
