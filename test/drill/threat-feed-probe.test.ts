import type { Chart } from 'cdk8s';
import {
  BlockDirections,
  CalicoCluster,
  KnownFeed,
  PodUser,
  PolicySelector,
  ScanTarget,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  ThreatFeedProbe,
  type ThreatFeedProbeProps,
  ThreatFeedSource,
} from '../../src';
import { type AllProps, itPassesOnAllProps } from '../all-props';
import { clusterOfFeeds } from '../kinds/threat-feed/feed';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, synthesize, testChart } from '../support';
import { workloadProps } from '../workload-props';
import { brokenControls } from './pod-security';

const cluster = clusterOfFeeds();
const control = ScanTarget.service({ namespace: 'shop', name: 'web' });

function feedIn(chart: Chart): ThreatFeed {
  return ThreatFeed.fromKnown(chart, 'feed', KnownFeed.FEODO, { cluster });
}

function probe(props: Partial<ThreatFeedProbeProps> = {}): ThreatFeedProbe {
  const chart = testChart();
  return new ThreatFeedProbe(chart, 'probe', { feed: feedIn(chart), control, ...props });
}

function written(props: Partial<ThreatFeedProbeProps> = {}): Synthesized {
  const objects = synthesize((chart) => {
    new ThreatFeedProbe(chart, 'probe', { feed: feedIn(chart), control, ...props });
  });
  return only(objects, 'Pod');
}

describe('ThreatFeedProbe', () => {
  const stderr = captureStderr();
  // What is odd about a policy is none of the probe's business.
  afterEach(() => expect(stderr().replace(/^test\/block: .*\n( {2}.*\n)+/gm, '')).toBe(''));

  it('is a pod that waits', () => {
    const pod = written();
    expect(pod).toMatchSnapshot();
    expect(pod.metadata).toEqual({
      name: 'feed-probe',
      namespace: 'shop',
      labels: { app: 'feed-probe' },
      annotations: {
        'calico-threat-defense/probe-feed': 'feodo',
        'calico-threat-defense/probe-port': '443',
        'calico-threat-defense/probe-control': 'web.shop.svc',
        'calico-threat-defense/probe-control-port': '80',
      },
    });
    expect(pod.spec.containers[0]).toMatchObject({ command: ['sleep'], args: ['infinity'] });
  });

  it('keeps to the Pod Security level restricted, and has no token', () => {
    const { spec } = written();
    expect(brokenControls(spec)).toEqual([]);
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
  });

  it('has addresses as its control, with the reason to connect to public ones', () => {
    const publicAddressesReason = 'our own website';
    const addresses = ScanTarget.addresses({ addresses: ['8.8.8.8', '10.0.0.7'], publicAddressesReason });
    const { metadata } = written({ control: addresses, namespace: 'tools', controlPort: 443 });
    expect(metadata).toMatchObject({
      namespace: 'tools',
      annotations: {
        'calico-threat-defense/probe-control': '8.8.8.8 10.0.0.7',
        'calico-threat-defense/probe-control-port': '443',
        'calico-threat-defense/public-addresses-reason': publicAddressesReason,
      },
    });
  });

  it('says the commands that connect', () => {
    const nmap = 'kubectl -n shop exec feed-probe -- nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s';
    expect([probe().controlCommand, probe().probeCommand]).toEqual([
      `${nmap} -p 80 web.shop.svc`,
      `${nmap} -p 443 "$(kubectl get globalnetworksets.projectcalico.org threatfeed.feodo --output jsonpath='{.spec.nets[0]}' | cut -d/ -f1)"`,
    ]);
    const v6 = ScanTarget.addresses({ addresses: ['fd00::7'] });
    expect(probe({ control: v6, namespace: 'shop' }).controlCommand).toBe(`${nmap} -6 -p 80 fd00::7`);
  });

  it('keeps its primitives readable', () => {
    const made = probe();
    expect([made.probeName, made.namespace, made.port, made.controlPort, made.image]).toEqual([
      'feed-probe',
      'shop',
      443,
      80,
      'nicolaka/netshoot:v0.14',
    ]);
    expect([made.feed.feedName, made.control, made.blockedBy]).toEqual(['feodo', control, undefined]);
  });

  const allProps: AllProps<Omit<ThreatFeedProbeProps, 'feed' | 'blockedBy'>> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    port: { value: 8443, at: ['metadata', 'annotations', 'calico-threat-defense/probe-port'], is: '8443' },
    control: {
      value: control,
      at: ['metadata', 'annotations', 'calico-threat-defense/probe-control'],
      is: 'web.shop.svc',
    },
    controlPort: {
      value: 8080,
      at: ['metadata', 'annotations', 'calico-threat-defense/probe-control-port'],
      is: '8080',
    },
    user: { value: PodUser.of(7), at: ['spec', 'securityContext', 'runAsUser'], is: 7 },
    name: { value: 'other', at: ['metadata', 'name'], is: 'other' },
    namespace: { value: 'tools', at: ['metadata', 'namespace'], is: 'tools' },
    ...workloadProps('Pod'),
  };
  itPassesOnAllProps(
    allProps,
    (chart, props) => {
      const other = testChart();
      CalicoCluster.provide(chart, managedCluster('3.22'));
      new ThreatFeedProbe(chart, 'probe', { ...props, feed: feedIn(other) });
    },
    ['control'],
  );

  const domains = (chart: Chart) =>
    new ThreatFeed(chart, 'domains', {
      cluster,
      name: 'bad-domains',
      content: ThreatFeedContent.domains(),
      source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' }),
    });

  it.each<[string, Partial<ThreatFeedProbeProps>, string[]]>([
    [
      'names that are none',
      { name: 'My Probe', namespace: 'My Shop' },
      [
        'name = "My Probe": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [feed-probe/name]',
        'namespace = "My Shop": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [feed-probe/namespace]',
      ],
    ],
    [
      'addresses without a namespace',
      { control: ScanTarget.addresses({ addresses: ['10.0.0.7'] }) },
      [
        'namespace: must be set, because addresses have no namespace to use as the default [feed-probe/namespace-missing]',
      ],
    ],
    [
      'pods as the control',
      { control: ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } }) },
      [
        'control: must be a Service or addresses, because the address of a pod is only known when it runs [feed-probe/control-pods]',
      ],
    ],
    ...[0, -1, 65_536, 1.5, Number.NaN].map((port): [string, Partial<ThreatFeedProbeProps>, string[]] => [
      `the port ${port}`,
      { port, controlPort: port },
      [
        `port = ${port}: must be a whole number from 1 to 65535 [feed-probe/port]`,
        `controlPort = ${port}: must be a whole number from 1 to 65535 [feed-probe/port]`,
      ],
    ]),
    [
      'a feed of domain names',
      { feed: domains(testChart()) },
      [
        'feed = "bad-domains": has no network set, so policies cannot block its addresses; use a feed of addresses that Calico downloads, with networkSetLabels [feed-probe/feed-without-network-set]',
      ],
    ],
    [
      'an image that is not pinned',
      { image: 'a/b' },
      [
        'spec.containers[0].image = "a/b": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
      ],
    ],
    [
      'another label by which it is found',
      { labels: { app: 'x' } },
      [
        'labels.app = "x": must remain feed-probe, because the selectors and policies of the object depend on it; use another label [workload/own-label]',
      ],
    ],
  ])('is not made with %s', (_, props, lines) => {
    const title = `test/probe: ${lines.length} problem${lines.length === 1 ? '' : 's'}`;
    expect(messageOf(() => probe(props))).toBe([title, ...lines.map((line) => `  ${line}`)].join('\n'));
  });

  describe('with a policy', () => {
    const blocked = (props: Partial<ThreatFeedBlockProps>, more: Partial<ThreatFeedProbeProps> = {}) => {
      const chart = testChart();
      CalicoCluster.provide(chart, cluster);
      const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.FEODO);
      const other = ThreatFeed.fromKnown(chart, 'other', KnownFeed.TOR_EXITS);
      const blockedBy = new ThreatFeedBlock(chart, 'block', { name: 'block', feeds: [feed, other], ...props });
      return new ThreatFeedProbe(chart, 'probe', { feed, blockedBy, control, ...more });
    };

    it.each<[string, Partial<ThreatFeedBlockProps>, Partial<ThreatFeedProbeProps>]>([
      ['all pods', {}, {}],
      ['egress only', { directions: BlockDirections.EGRESS }, {}],
      ['its namespace', { protect: PolicySelector.podsIn(['shop', 'other']) }, {}],
      ['its label', { protect: PolicySelector.podsWith({ app: 'feed-probe' }) }, {}],
      ['a label of its own', { protect: PolicySelector.podsWith({ team: 'red' }) }, { labels: { team: 'red' } }],
      ['its service account', { protect: PolicySelector.parse("projectcalico.org/serviceaccount == 'default'") }, {}],
      ['labels of its namespace, which are not known', { protect: PolicySelector.parse("pcns.team == 'red'") }, {}],
    ])('is made where it protects %s', (_, props, more) => {
      expect(blocked(props, more).blockedBy?.policyName).toBe('threat-feeds.block');
    });

    const UNSELECTED =
      'does not select the pod of the probe, so it denies nothing of it; change protect, or the namespace or labels of the probe';
    it.each<[string, Partial<ThreatFeedBlockProps>, string]>([
      ['is staged', { staged: true }, 'is only staged, so it denies nothing; set staged: false'],
      [
        'only denies what comes in',
        { directions: BlockDirections.INGRESS },
        'only denies connections from the addresses, but the probe connects to them; use BlockDirections.BOTH or EGRESS',
      ],
      [
        'is for another feed',
        { feeds: [ThreatFeed.fromKnown(testChart(), 'third', KnownFeed.TOR_EXITS, { cluster })] },
        'does not deny the addresses of the feed feodo; add the feed to it',
      ],
      ['protects another namespace', { protect: PolicySelector.podsIn(['other']) }, UNSELECTED],
      [
        'protects pods with a label that it does not have',
        { protect: PolicySelector.podsWith({ team: 'red' }) },
        UNSELECTED,
      ],
      [
        'protects another label and a namespace that is not known',
        { protect: PolicySelector.parse("app == 'web' && pcns.team == 'red'") },
        UNSELECTED,
      ],
      ['protects nodes', { protect: PolicySelector.parse('!has(projectcalico.org/namespace)') }, UNSELECTED],
    ])('is not made where it %s', (_, props, message) => {
      expect(messageOf(() => blocked(props))).toBe(
        `test/probe: 1 problem\n  blockedBy = "threat-feeds.block": ${message} [feed-probe/not-blocked]`,
      );
    });
  });
});
