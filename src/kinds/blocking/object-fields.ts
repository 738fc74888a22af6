import { errorRule, type Finding, type Manifest, REJECTED, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { allow, blockPolicy, denyTo, PASS, tier } from './example';
import { BLOCKING_TYPES } from './policy-schema';

const RIGHT = blockPolicy();
const LONG = `feed == 'bad-addresses' || ${Array.from({ length: 60 }, (_, index) => `feed == 'list-${index}'`).join(' || ')}`;

const API_VERSION = errorRule({
  id: 'network-policy/api-version',
  what: 'The apiVersion of a GlobalNetworkPolicy, GlobalNetworkSet or Tier must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const SPEC_MISSING = errorRule({
  id: 'network-policy/spec-missing',
  what: 'A GlobalNetworkPolicy, GlobalNetworkSet or Tier must have a spec.',
  why: 'From 3.23 on, the API server rejects the object. Before, only a spec that is not a map is rejected.',
  bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: block-feeds\n',
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'network-policy/unknown-field',
  what: 'A GlobalNetworkPolicy, GlobalNetworkSet or Tier must have only fields that the API defines.',
  why: 'When applied with kubectl, an object with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field, so a rule may match everything.',
  bad: blockPolicy({ rules: [['action: Deny', 'destinations: { nets: [192.0.2.0/24] }'], PASS] }),
  good: blockPolicy({ rules: [['action: Deny', 'destination: { nets: [192.0.2.0/24] }'], PASS] }),
});
const FIELD_MISSING = errorRule({
  id: 'network-policy/field-missing',
  what: 'Each rule of a policy must have an action, and each HTTP header its name, operator and values.',
  why: REJECTED,
  bad: blockPolicy({ rules: [['destination: { nets: [192.0.2.0/24] }'], PASS] }),
  good: blockPolicy({ rules: [['action: Deny', 'destination: { nets: [192.0.2.0/24] }'], PASS] }),
});
const FIELD_TYPE = errorRule({
  id: 'network-policy/field-type',
  what: 'A field must have the type that the API requires, such as a string, a number or a list.',
  why: REJECTED,
  bad: blockPolicy({ rules: [['action: Deny', 'destination: { nets: 192.0.2.0/24 }'], PASS] }),
  good: blockPolicy({ rules: [['action: Deny', 'destination: { nets: [192.0.2.0/24] }'], PASS] }),
});
const FIELD_VALUE = errorRule({
  id: 'network-policy/field-value',
  what: 'Actions, staged actions, default actions and performance hints must be values that the API defines.',
  why: 'Otherwise, the API server rejects the object. The names are case-sensitive.',
  bad: blockPolicy({ rules: [allow('{ nets: [192.0.2.0/24] }'), ['action: pass']] }),
  good: blockPolicy({ rules: [allow('{ nets: [192.0.2.0/24] }'), PASS] }),
});
const TOO_LONG = errorRule({
  id: 'network-policy/field-too-long',
  what: 'Selectors and lists must not exceed the limits of the schema.',
  why: 'From 3.24 on (3.23 for HTTP), the schema limits selectors to 1024 characters, a direction to 1024 rules, and a rule to 256 networks.',
  on: '3.24',
  bad: blockPolicy({ rules: [denyTo(LONG), PASS] }),
  good: RIGHT,
});
const NOT_YET = errorRule({
  id: 'network-policy/field-not-yet',
  what: 'An object must not have a field that its release does not have.',
  why: 'Older API servers reject or drop the field. Without defaultAction, a tier denies traffic that no policy decides.',
  on: '3.19',
  bad: tier(['order: 50', 'defaultAction: Pass']),
  good: tier(),
});
const TYPES = errorRule({
  id: 'network-policy/types',
  what: 'The types of a policy must be Ingress, Egress or both, each once.',
  why: REJECTED,
  bad: blockPolicy({ fields: ['types: [Egress, egress]'] }),
  good: blockPolicy({ fields: ['types: [Egress]'] }),
});
const REPEATED = errorRule({
  id: 'network-policy/repeated-item',
  what: 'Networks of rules and network sets, service accounts and performance hints must be listed only once.',
  why: 'From 3.23 on, the lists are sets, and the API server rejects a repeated item.',
  bad: blockPolicy({ rules: [allow('{ nets: [192.0.2.0/24, 192.0.2.0/24] }')] }),
  good: blockPolicy({ rules: [allow('{ nets: [192.0.2.0/24] }')] }),
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: SPEC_MISSING,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  fieldValue: FIELD_VALUE,
  fieldTooLong: TOO_LONG,
  fieldNotYet: NOT_YET,
};

const SETS_SINCE = '3.23.0';
const NOT_NETS_SET_SINCE = '3.24.0';
const DIRECTIONS: readonly unknown[] = ['Ingress', 'Egress'];

/** Checks the structure of a policy, network set or tier as the API server does. */
export function checkObjectFields(object: Manifest, { release }: ClusterKind): Finding[] {
  const findings = checkFields(object, BLOCKING_TYPES, RULES, release);
  return [
    ...findings.filter((finding) => !isCheckedElsewhere(finding) && !isOptionalSpec(finding, object, release)),
    ...checkTypes(object, { release }),
    ...checkHints(object, { release }),
    ...checkRepeated(object, { release }),
  ];
}

/** The metadata of any object have a rule of their own. */
function isCheckedElsewhere({ rule, keys }: Finding): boolean {
  const [first, field] = keys;
  return (
    rule === FIELD_TYPE.rule &&
    first === 'metadata' &&
    ['labels', 'annotations', 'finalizers', 'generateName'].includes(String(field))
  );
}

/** Before 3.23, no object needs a spec. */
function isOptionalSpec({ rule }: Finding, { spec }: Manifest, release: ClusterKind['release']): boolean {
  return rule === SPEC_MISSING.rule && (spec ?? undefined) === undefined && !release._has(SETS_SINCE);
}

function checkTypes(policy: Manifest, { release }: Pick<ClusterKind, 'release'>): Finding[] {
  const value = valueAt(policy, 'spec', 'types');
  if (!Array.isArray(value)) {
    return [];
  }
  const finding = { ...TYPES, keys: ['spec', 'types'], value };
  if (value.length === 0) {
    const message = 'must not be empty; remove it to derive the types from the rules, or list Ingress or Egress';
    return release._has(SETS_SINCE) ? [{ ...finding, message }] : [];
  }
  const unknown = value.some((type) => typeof type === 'string' && !DIRECTIONS.includes(type));
  const message = unknown ? 'must be Ingress, Egress or both' : 'must list each direction once';
  return unknown || new Set(value).size < value.length ? [{ ...finding, message }] : [];
}

const HINTS: readonly unknown[] = ['AssumeNeededOnEveryNode'];

/** From 3.23 on, the schema lists the hints. */
function checkHints(policy: Manifest, { release }: Pick<ClusterKind, 'release'>): Finding[] {
  const hints = valueAt(policy, 'spec', 'performanceHints');
  return (Array.isArray(hints) ? hints : []).flatMap((value: unknown, index) => {
    const isWrong = typeof value === 'string' && !HINTS.includes(value) && release._has(SETS_SINCE);
    const message = `must be ${HINTS.join(', ')}, the only hint`;
    return isWrong ? [{ ...FIELD_VALUE, keys: ['spec', 'performanceHints', index], value, message }] : [];
  });
}

/** The lists that are sets, with the release since which they are. */
function* setsOf(object: Manifest): Generator<[keys: (string | number)[], since: string]> {
  yield [['spec', 'nets'], SETS_SINCE];
  yield [['spec', 'performanceHints'], NOT_NETS_SET_SINCE];
  for (const direction of ['ingress', 'egress']) {
    const rules = valueAt(object, 'spec', direction);
    for (const index of Array.isArray(rules) ? rules.keys() : []) {
      for (const side of ['source', 'destination']) {
        yield [['spec', direction, index, side, 'nets'], SETS_SINCE];
        yield [['spec', direction, index, side, 'notNets'], NOT_NETS_SET_SINCE];
        yield [['spec', direction, index, side, 'serviceAccounts', 'names'], SETS_SINCE];
      }
    }
  }
}

function checkRepeated(object: Manifest, { release }: Pick<ClusterKind, 'release'>): Finding[] {
  return [...setsOf(object)].flatMap(([keys, since]) => {
    const list = valueAt(object, ...keys);
    if (!Array.isArray(list) || !release._has(since)) {
      return [];
    }
    const seen = new Set<unknown>();
    return list.flatMap((value: unknown, index) => {
      const isRepeated = typeof value === 'string' && seen.has(value);
      seen.add(value);
      const message = `is listed more than once, and the API server rejects repeated items; remove one`;
      return isRepeated ? [{ ...REPEATED, keys: [...keys, index], value, message }] : [];
    });
  });
}

/** The rules that this file checks. */
export const OBJECT_FIELDS_RULES = [
  API_VERSION,
  SPEC_MISSING,
  UNKNOWN_FIELD,
  FIELD_MISSING,
  FIELD_TYPE,
  FIELD_VALUE,
  TOO_LONG,
  NOT_YET,
  TYPES,
  REPEATED,
] as const;
