import type { ApiObjectProps } from 'cdk8s';
import { CALICO_GROUP, type CalicoRelease, type History, OLDEST } from '../../calico';

/** Releases with the field `defaultAction` of tiers. */
export const HAS_DEFAULT_ACTION: History<boolean> = [
  [OLDEST, false],
  ['3.20.0', true],
];

/** A direction of traffic, as the protected pods see it. */
export type Direction = 'Ingress' | 'Egress';

/** One rule of a policy, as far as blocks have them. */
export interface PolicyRule {
  readonly action: 'Allow' | 'Deny' | 'Log' | 'Pass';
  readonly protocol?: string;
  readonly source?: Entity;
  readonly destination?: Entity;
}

/** One end of the traffic of a rule. */
interface Entity {
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly ports?: readonly number[];
}

/** The rules of a policy by direction; it has the types of those that are there. */
export type PolicyRules = Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;

/** What a policy is made of. */
export interface BlockPolicy {
  readonly tier: string;
  /** Without the name of the tier. */
  readonly name: string;
  /** Last in its tier if there is none. */
  readonly order?: number | undefined;
  readonly selector: unknown;
  readonly rules: Readonly<Partial<Record<Direction, unknown>>>;
  readonly staged?: boolean;
  readonly labels?: { readonly [key: string]: string } | undefined;
  readonly annotations?: { readonly [key: string]: string } | undefined;
}

const API_VERSION = `${CALICO_GROUP}/v3`;

/** The name of a policy in its tier, which most releases require to begin with the name of the tier. */
export function policyName(tier: string, name: string): string {
  return `${tier}.${name}`;
}

export function policyManifest(policy: BlockPolicy): ApiObjectProps & { readonly spec: object } {
  const { tier, name, order, selector, rules, staged = false, labels, annotations } = policy;
  const { Ingress: ingress, Egress: egress } = rules;
  return {
    apiVersion: API_VERSION,
    kind: staged ? 'StagedGlobalNetworkPolicy' : 'GlobalNetworkPolicy',
    metadata: { name: policyName(tier, name), labels, annotations },
    spec: {
      ...(staged ? { stagedAction: 'Set' } : {}),
      tier,
      order,
      selector,
      types: [...(ingress === undefined ? [] : ['Ingress']), ...(egress === undefined ? [] : ['Egress'])],
      ingress,
      egress,
    },
  };
}

/** A tier whose default action is Pass, on releases that have it. */
export function tierManifest(name: string, order: number, release: CalicoRelease): ApiObjectProps {
  const defaultAction = passesByDefault(release) ? 'Pass' : undefined;
  return { apiVersion: API_VERSION, kind: 'Tier', metadata: { name }, spec: { order, defaultAction } };
}

/** Whether a tier of a release can pass on what its policies do not decide. */
export function passesByDefault(release: CalicoRelease): boolean {
  return release._valueIn(HAS_DEFAULT_ACTION) === true;
}
