import {
  errorRule,
  type Finding,
  type Keys,
  type Manifest,
  ownValue,
  REJECTED,
  type RuleMark,
  valueAt,
} from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { domainFeed, pull } from './example';
import { HAS_MODE, LONGEST_DESCRIPTION, THREAT_FEED_TYPES } from './feed-schema';
import { IGNORED } from './who-checks';

const RIGHT = domainFeed();
const NOT_YET = 'The field was added in 3.15; older API servers reject or drop it.';

const API_VERSION = errorRule({
  id: 'threat-feed/api-version',
  what: 'The apiVersion of a feed must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const SPEC_MISSING = errorRule({
  id: 'threat-feed/spec-missing',
  what: 'A feed must have a spec with fields.',
  why: 'From 3.23 on, the API server rejects a feed without a spec. Before, the feed has no source.',
  bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalThreatFeed\nmetadata:\n  name: bad-domains\n',
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'threat-feed/unknown-field',
  what: 'A feed, its metadata and its spec must have only fields that the API defines.',
  why: 'When applied with kubectl, a feed with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field.',
  bad: domainFeed({ period: '6h' }),
  good: domainFeed({ pull: pull().replace('{ http', '{ period: 6h, http') }),
});
const FIELD_MISSING = errorRule({
  id: 'threat-feed/field-missing',
  what: 'A map in a field must have its required keys: pull needs http, http needs url, a header its name, a reference its key.',
  why: REJECTED,
  bad: domainFeed({ pull: '{ period: 6h }' }),
  good: domainFeed({ pull: pull().replace('{ http', '{ period: 6h, http') }),
});
const FIELD_TYPE = errorRule({
  id: 'threat-feed/field-type',
  what: 'A field must have the type that the API requires, such as a string, a number or a map.',
  why: 'Otherwise, the API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
  bad: domainFeed({ pull: pull('headers: [{ name: Accept-Version, value: 2 }]') }),
  good: domainFeed({ pull: pull("headers: [{ name: Accept-Version, value: '2' }]") }),
});
const CONTENT = errorRule({
  id: 'threat-feed/content',
  what: 'The content of a feed must be IPSet or DomainNameSet.',
  why: REJECTED,
  bad: domainFeed({ content: 'DomainSet' }),
  good: RIGHT,
});
const MODE = errorRule({
  id: 'threat-feed/mode',
  what: 'The mode of a feed must be Enabled or Disabled.',
  why: REJECTED,
  bad: domainFeed({ mode: 'enabled' }),
  good: domainFeed({ mode: 'Enabled' }),
});
const TYPE = errorRule({
  id: 'threat-feed/type',
  what: 'The feedType of a feed must be Custom or Builtin.',
  why: REJECTED,
  bad: domainFeed({ feedType: 'custom' }),
  good: domainFeed({ feedType: 'Custom' }),
});
const MODE_NOT_YET = errorRule({
  id: 'threat-feed/mode-not-yet',
  what: 'A feed must not have a mode before 3.15.',
  why: NOT_YET,
  on: '3.14',
  bad: domainFeed({ mode: 'Enabled' }),
  good: RIGHT,
});
const DESCRIPTION_NOT_YET = errorRule({
  id: 'threat-feed/description-not-yet',
  what: 'A feed must not have a description before 3.15.',
  why: NOT_YET,
  on: '3.14',
  bad: domainFeed({ description: 'Domains of our own list' }),
  good: RIGHT,
});
const TYPE_NOT_YET = errorRule({
  id: 'threat-feed/type-not-yet',
  what: 'A feed must not have a feedType before 3.15.',
  why: NOT_YET,
  on: '3.14',
  bad: domainFeed({ feedType: 'Custom' }),
  good: RIGHT,
});
const DESCRIPTION_TOO_LONG = errorRule({
  id: 'threat-feed/description-too-long',
  what: 'The description of a feed must have at most 256 bytes of UTF-8.',
  why: `The schema counts characters, but the API server of most releases counts bytes. ${IGNORED}`,
  bad: domainFeed({ description: 'é'.repeat(129) }),
  good: domainFeed({ description: 'é'.repeat(128) }),
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: SPEC_MISSING,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  fieldValue: CONTENT,
  fieldTooLong: DESCRIPTION_TOO_LONG,
  fieldNotYet: MODE_NOT_YET,
  // A header may be a credential, also one of a wrong type.
  isSecret: ([, pull, http, field]: Keys) => pull === 'pull' && http === 'http' && field === 'headers',
};

/** The rules about the value of a field of the spec, and about a release that does not have the field. */
const BY_FIELD: Readonly<Record<string, { readonly value: RuleMark; readonly notYet: RuleMark }>> = {
  mode: { value: MODE, notYet: MODE_NOT_YET },
  feedType: { value: TYPE, notYet: TYPE_NOT_YET },
  description: { value: FIELD_TYPE, notYet: DESCRIPTION_NOT_YET },
};

/** Checks the structure of a feed: required fields, types, values, and whether the release has the fields. */
export function checkFeedFields(feed: Manifest, { release }: ClusterKind): Finding[] {
  const findings = checkFields(feed, THREAT_FEED_TYPES, RULES, release)
    // Bytes are counted below, of which there are at least as many.
    .filter(({ rule }) => rule !== DESCRIPTION_TOO_LONG.rule)
    .map(withRuleOfField);
  const hasDescription = release._valueIn(HAS_MODE) === true;
  return [...findings, ...(hasDescription ? checkDescription(valueAt(feed, 'spec', 'description')) : [])];
}

function withRuleOfField(finding: Finding): Finding {
  const rules = ownValue(BY_FIELD, String(finding.keys[1]));
  if (rules === undefined) {
    return finding;
  }
  switch (finding.rule) {
    case CONTENT.rule:
      return { ...finding, ...rules.value };
    case MODE_NOT_YET.rule:
      return { ...finding, ...rules.notYet };
    default:
      return finding;
  }
}

function checkDescription(value: unknown): Finding[] {
  const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
  if (bytes <= LONGEST_DESCRIPTION) {
    return [];
  }
  const message = `must have at most ${LONGEST_DESCRIPTION} bytes of UTF-8; it has ${bytes}`;
  return [{ ...DESCRIPTION_TOO_LONG, keys: ['spec', 'description'], value, message }];
}

/** The rules that this file checks. */
export const FEED_FIELDS_RULES = [
  API_VERSION,
  SPEC_MISSING,
  UNKNOWN_FIELD,
  FIELD_MISSING,
  FIELD_TYPE,
  CONTENT,
  MODE,
  TYPE,
  MODE_NOT_YET,
  DESCRIPTION_NOT_YET,
  TYPE_NOT_YET,
  DESCRIPTION_TOO_LONG,
] as const;
