import { App, Testing } from 'cdk8s';
import {
  AnomalyDetectionChart,
  KnownFeed,
  PolicySelector,
  ThreatFeedChart,
  type ThreatFeedChartProps,
} from '../../src';
import { type AllProps, itPassesOnAllProps } from '../all-props';
import { captureStderr, managedCluster, messageOf, type Synthesized } from '../support';
import { brokenControls } from './pod-security';

const exercise = (props: Partial<ThreatFeedChartProps> = {}) =>
  new ThreatFeedChart(new App(), 'threat-feed', { cluster: managedCluster('3.24'), ...props });
const objectsOf = (props?: Partial<ThreatFeedChartProps>): Synthesized[] => Testing.synth(exercise(props));

describe('ThreatFeedChart', () => {
  captureStderr();

  it.each(['3.24', '3.14'])('is the exercise with a threat feed: %s', (release) => {
    const objects = objectsOf({ cluster: managedCluster(release) });
    expect(objects).toMatchSnapshot();
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`).sort()).toEqual([
      'Deployment threat-feed-demo/dev-nginx',
      'GlobalNetworkPolicy /threat-feeds.block-tor-bulk-exit-list',
      'GlobalThreatFeed /tor-bulk-exit-list',
      'Namespace /threat-feed-demo',
      'Pod threat-feed-demo/feed-probe',
      'Service threat-feed-demo/nginx-svc',
      'Tier /threat-feeds',
    ]);
  });

  it('has no pod that runs as root', () => {
    const pods = objectsOf().flatMap(({ spec }) =>
      (spec?.template ?? { spec }).spec?.containers ? [(spec.template ?? { spec }).spec] : [],
    );
    expect(pods).toHaveLength(2);
    expect(pods.map(brokenControls)).toEqual([[], []]);
  });

  it('protects the namespace of the demo only', () => {
    const policy = objectsOf({ demoNamespace: 'drill' }).find(({ kind }) => kind === 'GlobalNetworkPolicy');
    expect(policy.spec.selector).toBe("projectcalico.org/namespace in { 'drill' }");
  });

  it('makes its parts readable', () => {
    const { cluster, feed, block, demoTarget, probe } = exercise();
    expect(cluster.name).toBe('acme.aks-prod');
    expect(feed.feedName).toBe('tor-bulk-exit-list');
    expect(block.feeds).toEqual([feed]);
    expect([probe.feed, probe.blockedBy]).toEqual([feed, block]);
    expect(probe.control).toEqual(demoTarget.serviceTarget);
  });

  it('can be in one app with module 7', () => {
    const app = new App();
    const cluster = managedCluster('3.24');
    new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
    new ThreatFeedChart(app, 'threat-feed', { cluster });
    expect(() => app.synthYaml()).not.toThrow();
  });

  const allProps: AllProps<
    Pick<ThreatFeedChartProps, 'knownFeed' | 'protect' | 'demoNamespace' | 'demoTargetImage' | 'probeImage'>
  > = {
    knownFeed: { value: KnownFeed.FEODO, kind: 'GlobalThreatFeed', at: ['metadata', 'name'], is: 'feodo' },
    protect: {
      value: PolicySelector.pods(),
      kind: 'GlobalNetworkPolicy',
      at: ['spec', 'selector'],
      is: 'has(projectcalico.org/namespace)',
    },
    demoNamespace: { value: 'drill', kind: 'Namespace', at: ['metadata', 'name'], is: 'drill' },
    demoTargetImage: {
      value: 'a/nginx:1',
      kind: 'Deployment',
      at: ['spec', 'template', 'spec', 'containers', 0, 'image'],
      is: 'a/nginx:1',
    },
    probeImage: { value: 'a/netshoot:1', kind: 'Pod', at: ['spec', 'containers', 0, 'image'], is: 'a/netshoot:1' },
  };
  itPassesOnAllProps(allProps, (chart, props) => {
    const made = objectsOf(props);
    chart.toJson = () => made;
  });

  it.each<[string, Partial<ThreatFeedChartProps>, string]>([
    [
      'a namespace of Kubernetes',
      { demoNamespace: 'kube-system' },
      'threat-feed/demo-target: 1 problem\n  namespace = "kube-system": belongs to Kubernetes or Calico; the demo requires its own namespace, which is deleted with it [demo-target/namespace]',
    ],
    [
      'a policy that does not protect the probe',
      { protect: PolicySelector.podsIn(['shop']) },
      'threat-feed/probe: 1 problem\n  blockedBy = "threat-feeds.block-tor-bulk-exit-list": does not select the pod of the probe, so it denies nothing of it; change protect, or the namespace or labels of the probe [feed-probe/not-blocked]',
    ],
  ])('is not made with %s', (_, props, message) => {
    expect(messageOf(() => exercise(props))).toBe(message);
  });
});
