import { App, Testing } from 'cdk8s';
import {
  BlockTier,
  CalicoCluster,
  KnownFeed,
  NetshootScanner,
  ScanTarget,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedChart,
  ThreatFeedProbe,
  VerifierRole,
  type VerifierRoleProps,
} from '../../src';
import { captureStderr, managedCluster, only, type Synthesized, testChart } from '../support';
import { roleIn, rules } from './role-rules';

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

describe('VerifierRole with a probe of a threat feed', () => {
  captureStderr();
  const made = (props: Partial<VerifierRoleProps> = {}, blocked = true) => {
    const cluster = managedCluster('3.24');
    const chart = testChart();
    CalicoCluster.provide(chart, cluster);
    const exercise = new ThreatFeedChart(new App(), 'threat-feed', { cluster });
    const { feed, demoTarget } = exercise;
    const control = demoTarget.serviceTarget;
    const probe = blocked ? exercise.probe : new ThreatFeedProbe(chart, 'other', { feed, control, name: 'other' });
    new VerifierRole(chart, 'role', { probe, ...props });
    return (Testing.synth(chart) as Synthesized[]).filter(({ apiVersion }) => apiVersion.startsWith('rbac'));
  };
  const ofCalico = (objects: Synthesized[]) =>
    rules(only(objects, 'ClusterRole'))
      .filter((rule) => rule.includes('projectcalico.org'))
      .slice(2);

  it('allows what this exercise takes, and nothing of module 7', () => {
    const objects = made();
    expect(objects).toMatchSnapshot();
    expect(ofCalico(objects)).toEqual([
      'get globalthreatfeeds.projectcalico.org tor-bulk-exit-list',
      'get globalnetworksets.projectcalico.org threatfeed.tor-bulk-exit-list',
      'get tiers.projectcalico.org threat-feeds',
      'get globalnetworkpolicies.projectcalico.org threat-feeds.block-tor-bulk-exit-list',
      'get tier.globalnetworkpolicies.projectcalico.org threat-feeds.*',
    ]);
    expect(rules(roleIn(objects, 'threat-feed-demo'))).toEqual([
      'get deployments.apps',
      'get services',
      'get pods feed-probe',
      'get,create pods/exec feed-probe',
      'get roles.rbac.authorization.k8s.io calico-threat-defense-verifier',
    ]);
    expect(objects.map(({ kind }) => kind)).toEqual(['ClusterRole', 'Role']);
  });

  it('allows to change its own objects only where it applies', () => {
    expect(ofCalico(made({ apply: true }))).toEqual([
      'get,patch globalthreatfeeds.projectcalico.org tor-bulk-exit-list',
      'create globalthreatfeeds.projectcalico.org',
      'get globalnetworksets.projectcalico.org threatfeed.tor-bulk-exit-list',
      'get,patch tiers.projectcalico.org threat-feeds',
      'create tiers.projectcalico.org',
      'get,patch globalnetworkpolicies.projectcalico.org threat-feeds.block-tor-bulk-exit-list',
      'create globalnetworkpolicies.projectcalico.org',
      'get,create,patch tier.globalnetworkpolicies.projectcalico.org threat-feeds.*',
    ]);
  });

  it('allows nothing about a policy that is not known', () => {
    expect(ofCalico(made({}, false))).toEqual([
      'get globalthreatfeeds.projectcalico.org tor-bulk-exit-list',
      'get globalnetworksets.projectcalico.org threatfeed.tor-bulk-exit-list',
    ]);
  });

  it('changes no tier that exists already', () => {
    const chart = testChart();
    const cluster = managedCluster('3.24');
    CalicoCluster.provide(chart, cluster);
    const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.FEODO);
    const tier = BlockTier.existing('security');
    const blockedBy = new ThreatFeedBlock(chart, 'block', { name: 'block', feeds: [feed], tier });
    const control = ScanTarget.service({ namespace: 'shop', name: 'web' });
    const probe = new ThreatFeedProbe(chart, 'probe', { feed, blockedBy, control, namespace: 'tools' });
    const objects = made({ probe, apply: true });
    expect(ofCalico(objects).filter((rule) => rule.includes('tiers'))).toEqual([
      'get tiers.projectcalico.org security',
    ]);
    expect(rules(roleIn(objects, 'tools'))[0]).toBe('get,patch pods feed-probe');
    expect(rules(roleIn(objects, 'shop'))[0]).toBe('get,create,patch deployments.apps');
  });

  it('allows module 7 as well where there is a scanner', () => {
    const scanner = new NetshootScanner(testChart(), 'scanner', { target });
    const objects = made({ scanner });
    expect(ofCalico(objects)).toContain('get globalalerts.projectcalico.org');
    expect(rules(roleIn(objects, 'shop'))).toContain('get,create pods/exec netshoot');
    expect(rules(roleIn(objects, 'threat-feed-demo'))).toContain('get,create pods/exec feed-probe');
  });
});
