import { errorRule, type Finding, FindingSeverity, type Manifest, REJECTED, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { inspection } from './example';
import { HAS_INSPECTIONS, INSPECTION_TYPE } from './inspection-schema';

const RIGHT = inspection();
const OWNED = 'name: front\n  namespace: shop\n  ownerReferences: [{ apiVersion: v1, kind: Pod, name: front';

const NOT_YET = errorRule({
  id: 'deep-packet-inspection/not-yet',
  what: 'A DeepPacketInspection requires release 3.9 or newer.',
  why: 'The API server does not know the kind. On 3.8, this is a warning, because it is not known whether that release has it.',
  on: '3.7',
  bad: RIGHT,
  good: '# No deep packet inspection.\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
});
const API_VERSION = errorRule({
  id: 'deep-packet-inspection/api-version',
  what: 'The apiVersion of a deep packet inspection must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'deep-packet-inspection/unknown-field',
  what: 'A deep packet inspection, its metadata and its spec must have only fields that the API defines.',
  why: 'When applied with kubectl, an inspection with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field, so more is inspected than the manifest says.',
  bad: `${RIGHT}  ports: [80]\n`,
  good: RIGHT,
});
const FIELD_MISSING = errorRule({
  id: 'deep-packet-inspection/field-missing',
  what: 'A map in a field must have its required keys, such as the uid of an owner.',
  why: REJECTED,
  bad: inspection(undefined, `${OWNED} }]`),
  good: inspection(undefined, `${OWNED}, uid: 3e1a6c9e-0b77-4c0f-9d3b-1f7a2b9d5c10 }]`),
});
const FIELD_TYPE = errorRule({
  id: 'deep-packet-inspection/field-type',
  what: 'A field must have the type that the API requires; the selector is a string.',
  why: REJECTED,
  bad: inspection('{ app: front }'),
  good: RIGHT,
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: FIELD_TYPE,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
};

/** Checks whether the release has inspections. */
export function checkHasInspections({ release }: ClusterKind): Finding[] {
  const has = release._valueIn(HAS_INSPECTIONS);
  const keys = ['kind'];
  switch (has) {
    case true:
      return [];
    case false:
      return [
        {
          ...NOT_YET,
          keys,
          message: `is not available in ${release.displayName}: it was added in 3.9; remove the object, or upgrade`,
        },
      ];
    default: {
      const message = `may not be available in ${release.displayName}: 3.9 is the first release that is known to have it; if it is rejected, remove the object, or upgrade`;
      return [{ ...NOT_YET, severity: FindingSeverity.WARNING, keys, message }];
    }
  }
}

/** Checks the structure of an inspection. */
export function checkInspectionFields(inspection: Manifest, { release }: ClusterKind): Finding[] {
  const spec = valueAt(inspection, 'spec');
  // The API server accepts an inspection without a spec, which selects all pods of its namespace.
  const checked = spec === undefined || spec === null ? { ...inspection, spec: {} } : inspection;
  return checkFields(checked, [INSPECTION_TYPE], RULES, release);
}

/** The rules that this file checks. */
export const INSPECTION_FIELDS_RULES = [NOT_YET, API_VERSION, UNKNOWN_FIELD, FIELD_MISSING, FIELD_TYPE] as const;
