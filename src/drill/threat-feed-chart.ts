import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkedScope, checkProps, FLAG, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../arguments';
import { CALICO_CLUSTER, CalicoCluster } from '../calico';
import { BlockDirections, ThreatFeedBlock } from '../kinds/blocking';
import { KNOWN_FEED, KnownFeed, ThreatFeed } from '../kinds/threat-feed';
import { PodUser } from '../kubernetes';
import { POLICY_SELECTOR, PolicySelector } from '../query';
import { DemoTarget } from './demo-target';
import { ThreatFeedProbe } from './threat-feed-probe';

/** Properties of `ThreatFeedChart`. */
export interface ThreatFeedChartProps extends ChartProps {
  /** The cluster that the exercise runs on. */
  readonly cluster: CalicoCluster;

  /**
   * The list to block.
   *
   * @default KnownFeed.TOR_EXITS
   */
  readonly knownFeed?: KnownFeed;

  /**
   * What is protected. It must include the pod of the probe, which is in the namespace of the demo.
   *
   * @default - the pods in the namespace of the demo, so nothing else on the cluster is affected
   */
  readonly protect?: PolicySelector;

  /**
   * Namespace to create for the demo, which contains the probe and what it must be able to reach. Must be an RFC 1123 label
   * that is not in use on the cluster.
   *
   * @default threat-feed-demo
   */
  readonly demoNamespace?: string;

  /**
   * Image reference of the demo target, pinned by a tag other than `latest`, or by digest. It must listen on port 8080 as
   * the user 101.
   *
   * @default - nginx without privileges, by its tag
   */
  readonly demoTargetImage?: string;

  /**
   * Image reference of the probe, pinned by a tag other than `latest`, or by digest.
   *
   * @default - netshoot, by its tag
   */
  readonly probeImage?: string;
}

/** The user of the image nginx-unprivileged. */
const NGINX_USER = 101;

/**
 * The exercise with threat feeds of Tigera's Calico workshop: a feed of addresses, a policy that denies connections to
 * them, and a probe that tries some of them. `verify` reads the addresses from the cluster when it runs.
 *
 * The probe must still be able to connect to a demo target, so a network that does not work is not mistaken for a block. No
 * pod runs as root.
 *
 * Each object is annotated with the release, the topology and the name of its cluster.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/suspicious-ips
 */
export class ThreatFeedChart extends Chart {
  /** The cluster that the exercise runs on. */
  public readonly cluster: CalicoCluster;

  /** The feed. */
  public readonly feed: ThreatFeed;

  /** The policy that denies connections to the addresses of the feed. */
  public readonly block: ThreatFeedBlock;

  /** What the probe must be able to reach. */
  public readonly demoTarget: DemoTarget;

  /** The probe. */
  public readonly probe: ThreatFeedProbe;

  /**
   * @param scope the app
   * @param id name of the chart, and of the file that it is written to
   * @param props the cluster, the list and the namespace of the demo
   * @throws when the namespace of the demo is malformed, or belongs to Kubernetes or Calico, an image is not pinned, or the
   * policy does not protect the probe
   */
  constructor(scope: Construct, id: string, props: ThreatFeedChartProps) {
    super(checkedScope('ThreatFeedChart', scope, id), id, checked(scope, id, props));
    this.cluster = props.cluster;
    CalicoCluster.provide(this, this.cluster);

    this.demoTarget = new DemoTarget(this, 'demo-target', {
      namespace: props.demoNamespace ?? 'threat-feed-demo',
      image: props.demoTargetImage,
      user: PodUser.of(NGINX_USER),
    });
    this.feed = ThreatFeed.fromKnown(this, 'feed', props.knownFeed ?? KnownFeed.TOR_EXITS);
    this.block = new ThreatFeedBlock(this, 'block', {
      name: `block-${this.feed.feedName}`,
      feeds: [this.feed],
      directions: BlockDirections.EGRESS,
      protect: props.protect ?? PolicySelector.podsIn([this.demoTarget.namespace]),
    });
    this.probe = new ThreatFeedProbe(this, 'probe', {
      feed: this.feed,
      blockedBy: this.block,
      control: this.demoTarget.serviceTarget,
      image: props.probeImage,
    });
    this.probe.node.addDependency(this.demoTarget, this.block);
  }
}

const PROPS: ValueType<ThreatFeedChartProps> = struct<ThreatFeedChartProps>(
  // A newer cdk8s may have more props for charts.
  { name: 'ThreatFeedChartProps', open: true },
  {
    cluster: CALICO_CLUSTER,
    knownFeed: optional(KNOWN_FEED),
    protect: optional(POLICY_SELECTOR),
    demoNamespace: optional(TEXT),
    demoTargetImage: optional(TEXT),
    probeImage: optional(TEXT),
    namespace: optional(TEXT),
    labels: optional(TEXT_MAP),
    disableResourceNameHashes: optional(FLAG),
  },
);

/** The constructor of the cdk8s Chart reads the props first, so they are checked before it runs. */
function checked(scope: Construct, id: string, props: ThreatFeedChartProps): ThreatFeedChartProps {
  checkProps([scope.node.path, id].filter((part) => part !== '').join('/'), props, PROPS);
  return props;
}
