import { Construct } from 'constructs';
import {
  checkedScope,
  checkProps,
  FLAG,
  NUMBER,
  optional,
  struct,
  TEXT,
  TEXT_MAP,
  type ValueType,
} from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { CALICO_CLUSTER, CalicoCluster } from '../../calico';
import { labelKeyProblem, labelValueProblem } from '../../kubernetes';
import { PolicySelector } from '../../query';
import { addBlock } from './add-block';
import { BLOCK_TIER, BlockTier } from './block-tier';
import { type PolicyRule, type PolicyRules, policyName } from './policy-manifest';

const LABEL = errorRule({
  id: 'block-policy/quarantine-label',
  form: 'program',
  what: 'The label of a QuarantinePolicy must have a valid key and a value.',
  why: 'No pod can have an invalid label, so the policy would isolate nothing.',
  bad: "new QuarantinePolicy(chart, 'quarantine', { cluster, labelKey: 'in quarantine' });",
  good: "new QuarantinePolicy(chart, 'quarantine', { cluster, labelKey: 'in-quarantine' });",
});

/** Properties of `QuarantinePolicy`. */
export interface QuarantinePolicyProps {
  /**
   * The cluster that the policy is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * Name of the policy without the name of its tier, an RFC 1123 label.
   *
   * @default 'quarantine'
   */
  readonly name?: string;

  /**
   * Key of the label that puts a pod in quarantine.
   *
   * @default 'quarantine'
   */
  readonly labelKey?: string;

  /**
   * Value of the label; not empty.
   *
   * @default 'true'
   */
  readonly labelValue?: string;

  /**
   * Whether pods in quarantine can still reach the DNS of the cluster, if the other policies allow it. The pods of a
   * DNS cache on each node are not recognized.
   *
   * @default false
   */
  readonly allowDns?: boolean;

  /**
   * The tier of the policy. Blocks in the same chart can share one.
   *
   * @default BlockTier.own('quarantine', { order: 40 })
   */
  readonly tier?: BlockTier;

  /**
   * The place of the policy in its tier: policies with a lower number are evaluated first.
   *
   * @default 10
   */
  readonly order?: number;

  /**
   * Whether denied packets are written to the system log of the node as well. Flow logs have them in any case.
   *
   * @default true
   */
  readonly logged?: boolean;

  /**
   * Whether the policy is only staged: flow logs show what it would deny, and nothing is denied.
   *
   * @default false
   */
  readonly staged?: boolean;

  /**
   * Labels of the policy.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the policy.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

const DEFAULT_ORDER = 10;

/**
 * A GlobalNetworkPolicy that denies all connections of pods with a label, and leaves all other pods alone. A pod is put in
 * quarantine by labelling it, and stays there until the label is removed.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalnetworkpolicy
 */
export class QuarantinePolicy extends Construct {
  /** Name of the policy, with that of its tier: `quarantine.quarantine`. */
  public readonly policyName: string;

  /** The cluster that the policy is for. */
  public readonly cluster: CalicoCluster;

  /** The label of pods in quarantine, as `kubectl get pods --selector` accepts it: `quarantine=true`. */
  public readonly labelSelector: string;

  /** Shell command that puts the pod `$POD` of the namespace `$NAMESPACE` in quarantine. */
  public readonly isolateCommand: string;

  /** Shell command that lets the pod `$POD` of the namespace `$NAMESPACE` out again. */
  public readonly releaseCommand: string;

  /** The tier of the policy. */
  public readonly tier: BlockTier;

  /** Whether the policy is only staged. */
  public readonly staged: boolean;

  /**
   * @param scope the scope in which to define the policy
   * @param id the construct ID, unique in its scope
   * @param props the policy
   * @throws when the name or the label is invalid, or the tier cannot be shared
   */
  constructor(scope: Construct, id: string, props: QuarantinePolicyProps = {}) {
    super(checkedScope('QuarantinePolicy', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    const { name = 'quarantine', labelKey = 'quarantine', labelValue = 'true', allowDns = false } = props;
    const { order = DEFAULT_ORDER, logged = true, labels, annotations } = props;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.tier = props.tier ?? BlockTier.own('quarantine', { order: 40 });
    this.staged = props.staged ?? false;
    this.policyName = policyName(this.tier.tierName, name);
    this.labelSelector = `${labelKey}=${labelValue}`;
    this.isolateCommand = `${LABEL_POD} --overwrite ${this.labelSelector}`;
    this.releaseCommand = `${LABEL_POD} ${labelKey}-`;
    const { tier, staged } = this;
    const findings = checkLabel(labelKey, labelValue);
    const protect = findings.length === 0 ? PolicySelector.podsWith({ [labelKey]: labelValue }) : PolicySelector.pods();
    const rules = rulesOf(logged, allowDns);
    addBlock(this, this.cluster, { name, tier, order, protect, rules, staged, labels, annotations, findings });
  }
}

const LABEL_POD = 'kubectl label pod --namespace "$NAMESPACE" "$POD"';

/** DNS of Kubernetes and of OpenShift. */
const DNS_SERVERS = [
  { selector: "k8s-app == 'kube-dns'", namespace: 'kube-system', ports: [53] },
  { selector: "dns.operator.openshift.io/daemonset-dns == 'default'", namespace: 'openshift-dns', ports: [5353] },
];

/** DNS is passed on rather than allowed, so the quarantine opens nothing that the other policies deny. */
const PASS_DNS: readonly PolicyRule[] = DNS_SERVERS.flatMap(({ selector, namespace, ports }) =>
  ['UDP', 'TCP'].map((protocol) => ({
    action: 'Pass',
    protocol,
    destination: { selector, namespaceSelector: `projectcalico.org/name == '${namespace}'`, ports },
  })),
);

function rulesOf(logged: boolean, allowDns: boolean): PolicyRules {
  const deny: PolicyRule[] = [...(logged ? [{ action: 'Log' as const }] : []), { action: 'Deny' }];
  return { Ingress: deny, Egress: [...(allowDns ? PASS_DNS : []), ...deny] };
}

function checkLabel(key: string, value: string): Finding[] {
  const ofCalico = 'is a label of Calico, which every pod may have; use another key';
  const ofKey = labelKeyProblem(key) ?? (key.startsWith('projectcalico.org/') ? ofCalico : undefined);
  const ofValue = value === '' ? 'must not be empty' : labelValueProblem(value);
  return [
    ...(ofKey === undefined ? [] : [{ ...LABEL, keys: ['labelKey'], value: key, message: ofKey }]),
    ...(ofValue === undefined ? [] : [{ ...LABEL, keys: ['labelValue'], value, message: ofValue }]),
  ];
}

const PROPS: ValueType<QuarantinePolicyProps> = struct<QuarantinePolicyProps>(
  { name: 'QuarantinePolicyProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    name: optional(TEXT),
    labelKey: optional(TEXT),
    labelValue: optional(TEXT),
    allowDns: optional(FLAG),
    tier: optional(BLOCK_TIER),
    order: optional(NUMBER),
    logged: optional(FLAG),
    staged: optional(FLAG),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);

/** The rules that this file checks. */
export const QUARANTINE_POLICY_RULES = [LABEL] as const;
