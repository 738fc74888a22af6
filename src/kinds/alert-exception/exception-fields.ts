import { alert, errorRule, type Finding, type Manifest, REJECTED, valueAt } from '../../base';
import type { CalicoRelease } from '../../calico';
import { checkFields, isSet } from '../../kind';
import { exception, exceptionFor } from './example';
import { ALERT_EXCEPTION_TYPES, HAS_EXCEPTIONS } from './exception-schema';

const RIGHT = exception();

const RELEASE = errorRule({
  id: 'alert-exception/release',
  what: 'An AlertException requires a release that has this kind.',
  why: 'It was added in 3.13. The API server of an older release does not know the kind. The construct writes the form of 3.14 and later.',
  on: '3.12',
  bad: RIGHT,
  good: alert({ query: '\'dest_port = 22 AND source_namespace != "security-tools"\'' }),
});
const API_VERSION = errorRule({
  id: 'alert-exception/api-version',
  what: 'The apiVersion of an exception must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const SPEC_MISSING = errorRule({
  id: 'alert-exception/spec-missing',
  what: 'An exception must have a spec with fields.',
  why: REJECTED,
  bad: 'apiVersion: projectcalico.org/v3\nkind: AlertException\nmetadata:\n  name: known-scanner\n',
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'alert-exception/unknown-field',
  what: 'An exception, its metadata and its spec must have only fields that the API defines.',
  why: 'When applied with kubectl, an exception with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field.',
  bad: exception({ expires: '"2026-12-08T08:00:00Z"' }),
  good: RIGHT,
});
const FIELD_MISSING = errorRule({
  id: 'alert-exception/field-missing',
  what: 'An owner in the metadata of an exception must have its required fields.',
  why: REJECTED,
  bad: RIGHT.replace('spec:', '  ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner }]\nspec:'),
  good: RIGHT.replace('spec:', '  ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner, uid: a1 }]\nspec:'),
});
const FIELD_TYPE = errorRule({
  id: 'alert-exception/field-type',
  what: 'A field must have the type that the API requires, such as a string or a map.',
  why: 'Otherwise, the API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
  bad: exception({ startTime: '1796112000' }),
  good: RIGHT,
});
const TIMES_NOT_YET = errorRule({
  id: 'alert-exception/times-not-yet',
  what: 'An exception must not have a startTime or endTime before 3.14.',
  why: 'Exceptions of 3.13 have a period instead, and its API server rejects or drops the times.',
  on: '3.13',
  bad: exception({ period: '24h' }),
  good: exceptionFor('24h'),
});
const PERIOD_REMOVED = errorRule({
  id: 'alert-exception/period-removed',
  what: 'An exception must not have a period from 3.14 on.',
  why: 'The field was replaced by startTime and endTime. The API server rejects or drops it.',
  bad: exception({ period: '24h' }),
  good: RIGHT,
});
const DESCRIPTION_MISSING = errorRule({
  id: 'alert-exception/description-missing',
  what: 'An exception must have a description that is not empty.',
  why: 'Otherwise, the API server rejects the object. With native v3 CRDs (a preview in 3.23, the default in 3.24), an empty description is stored, but nobody learns why events are hidden.',
  bad: exception({ description: undefined }),
  good: RIGHT,
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: SPEC_MISSING,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  fieldNotYet: TIMES_NOT_YET,
};

/** Checks that the release has the kind. */
export function checkHasExceptions({ kind }: Manifest, release: CalicoRelease): Finding[] {
  if (release._valueIn(HAS_EXCEPTIONS)) {
    return [];
  }
  const message = `is not available in ${release.displayName}: it was added in 3.13; exclude the known records in the query of the alert`;
  return [{ ...RELEASE, keys: ['kind'], value: kind, message }];
}

/** The finding of a construct for a release whose exceptions have another form, or that has none. */
export function otherForm(release: CalicoRelease): Finding {
  const reason = release._valueIn(HAS_EXCEPTIONS)
    ? 'has AlertExceptions with a period instead of a start and an end, which this construct does not write'
    : 'has no AlertExceptions: they were added in 3.13';
  const message = `${reason}; use it from 3.14 on, or exclude the known records in the query of the alert`;
  return { ...RELEASE, keys: ['cluster', 'release'], value: release.displayName, message };
}

/** Checks the structure of an exception: types, and fields that the release does not have. */
export function checkExceptionFields(manifest: Manifest, release: CalicoRelease): Finding[] {
  return checkFields(manifest, ALERT_EXCEPTION_TYPES, RULES, release).map((finding) =>
    finding.rule === TIMES_NOT_YET.rule ? ofOtherForm(finding, release) : finding,
  );
}

function ofOtherForm(finding: Finding, { displayName }: CalicoRelease): Finding {
  if (finding.keys.at(-1) === 'period') {
    const message = 'was replaced in 3.14; remove it, and set startTime and endTime';
    return { ...finding, ...PERIOD_REMOVED, message };
  }
  const message = `is not available in ${displayName}: exceptions of 3.13 have a period, and are active as long as that; times were added in 3.14`;
  return { ...finding, message };
}

/** Checks that an exception says why it is there. */
export function checkDescription(manifest: Manifest): Finding[] {
  const value = valueAt(manifest, 'spec', 'description');
  if (isSet(value)) {
    return [];
  }
  const message = 'is required and must not be empty; write why these events are known to be harmless';
  return [{ ...DESCRIPTION_MISSING, keys: ['spec', 'description'], value, message }];
}

/** The rules that this file checks. */
export const EXCEPTION_FIELDS_RULES = [
  RELEASE,
  API_VERSION,
  SPEC_MISSING,
  UNKNOWN_FIELD,
  FIELD_MISSING,
  FIELD_TYPE,
  TIMES_NOT_YET,
  PERIOD_REMOVED,
  DESCRIPTION_MISSING,
] as const;
