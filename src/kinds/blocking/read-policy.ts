import { isMap, type Keys, type Manifest, ownValue, valueAt } from '../../base';
import { parseSelector, type Selector } from '../../query';
import type { Direction } from './policy-manifest';
import { DEFAULT_TIER } from './tier-names';

/** One rule of a policy. */
export interface ReadRule {
  readonly direction: Direction;
  readonly keys: Keys;
  readonly index: number;
  readonly action: unknown;
  readonly data: unknown;
  /** Whether it applies to all traffic. */
  readonly isPlain: boolean;
}

/** One end of the traffic of a rule. */
export interface ReadEntity {
  readonly rule: ReadRule;
  readonly side: 'source' | 'destination';
  readonly keys: Keys;
  readonly data: unknown;
}

const FIELDS = { Ingress: 'ingress', Egress: 'egress' } as const;
const BOTH: readonly Direction[] = ['Ingress', 'Egress'];

/** The name of the field with the rules of a direction. */
export function fieldOf(direction: Direction): 'ingress' | 'egress' {
  return FIELDS[direction];
}

export function rulesOf(policy: Manifest, direction: Direction): ReadRule[] {
  const field = FIELDS[direction];
  const rules = valueAt(policy, 'spec', field);
  return (Array.isArray(rules) ? rules : []).map((data: unknown, index) => ({
    direction,
    keys: ['spec', field, index],
    index,
    action: valueAt(data, 'action'),
    data,
    isPlain: isMap(data) && Object.entries(data).every(([name, value]) => isNoCondition(name, value)),
  }));
}

/** The rules of both directions. */
export function allRulesOf(policy: Manifest): ReadRule[] {
  return BOTH.flatMap((direction) => rulesOf(policy, direction));
}

export function entitiesOf(rule: ReadRule): ReadEntity[] {
  return (['source', 'destination'] as const).flatMap((side) => {
    const data = valueAt(rule.data, side);
    return isMap(data) ? [{ rule, side, keys: [...rule.keys, side], data }] : [];
  });
}

/** The directions that a policy governs, which follow from its rules if it has no types. */
export function directionsOf(policy: Manifest): Direction[] {
  const types = valueAt(policy, 'spec', 'types');
  if (Array.isArray(types) && types.length > 0) {
    return BOTH.filter((direction) => types.includes(direction));
  }
  const [hasIngress, hasEgress] = BOTH.map((direction) => rulesOf(policy, direction).length > 0);
  return BOTH.filter((direction) => (direction === 'Egress' ? hasEgress : hasIngress || !hasEgress));
}

/** The name of the tier of a policy. */
export function tierOf(policy: Manifest): string {
  const tier = valueAt(policy, 'spec', 'tier');
  return typeof tier === 'string' && tier !== '' ? tier : DEFAULT_TIER;
}

/** A selector of an object; undefined if there is none, or it is not valid. */
export function selectorAt(data: unknown, field: string): Selector | undefined {
  const text = valueAt(data, field);
  return typeof text === 'string' && text !== '' ? parseSelector(text) : undefined;
}

/** The keys of the labels that a selector tests. */
export function labelKeysOf(selector: Selector): string[] {
  switch (selector.kind) {
    case 'all':
    case 'global':
      return [];
    case 'not':
      return labelKeysOf(selector.operand);
    case 'and':
    case 'or':
      return selector.operands.flatMap(labelKeysOf);
    default:
      return [selector.key];
  }
}

/** Whether a value is the empty one of its type, which the API treats like a missing field. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.values(value).every(isEmpty))
  );
}

const ANY_ADDRESS = '0.0.0.0/0';

const NO_CONDITIONS: Readonly<Record<string, true>> = { action: true, metadata: true };

function isNoCondition(name: string, value: unknown): boolean {
  const isEnd = name === 'source' || name === 'destination';
  return ownValue(NO_CONDITIONS, name) === true || isEmpty(value) || (isEnd && isAnyAddress(value));
}

/** Whether one end of the traffic can have any IPv4 address, and has no other condition. */
function isAnyAddress(entity: unknown): boolean {
  const hasAny = (nets: unknown) => Array.isArray(nets) && nets.includes(ANY_ADDRESS);
  return (
    isMap(entity) &&
    Object.entries(entity).every(([name, value]) => isEmpty(value) || (name === 'nets' && hasAny(value)))
  );
}
