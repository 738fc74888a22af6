import { errorRule, type Finding, type Manifest, REJECTED, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { PACKET_CAPTURE_TYPES } from './capture-schema';
import { capture, filtered } from './example';

const RIGHT = capture();
const OWNED = 'name: front\n  namespace: shop\n  ownerReferences: [{ apiVersion: v1, kind: Pod, name: front';

const API_VERSION = errorRule({
  id: 'packet-capture/api-version',
  what: 'The apiVersion of a packet capture must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'packet-capture/unknown-field',
  what: 'A packet capture, its metadata, its spec and its filters must have only fields that the API defines.',
  why: 'When applied with kubectl, a capture with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field, so more is captured than the manifest says.',
  bad: capture({ destination: "{ selector: app == 'cart' }" }),
  good: RIGHT,
});
const FIELD_MISSING = errorRule({
  id: 'packet-capture/field-missing',
  what: 'A map in a field must have its required keys, such as the uid of an owner.',
  why: REJECTED,
  bad: capture({}, `${OWNED} }]`),
  good: capture({}, `${OWNED}, uid: 3e1a6c9e-0b77-4c0f-9d3b-1f7a2b9d5c10 }]`),
});
const FIELD_TYPE = errorRule({
  id: 'packet-capture/field-type',
  what: 'A field must have the type that the API requires, such as a string or a list.',
  why: REJECTED,
  bad: filtered('protocol: TCP, ports: 80'),
  good: filtered('protocol: TCP, ports: [80]'),
});
const TIMES_NOT_YET = errorRule({
  id: 'packet-capture/times-not-yet',
  what: 'A packet capture must not have a startTime or an endTime before 3.10.',
  why: 'The fields were added in 3.10; older API servers reject or drop them, and the capture starts at once and runs until it is deleted.',
  on: '3.9',
  bad: RIGHT,
  good: capture({ endTime: undefined }),
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: FIELD_TYPE,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  fieldNotYet: TIMES_NOT_YET,
};

/** Checks the structure of a capture: types, and whether the release has the fields. */
export function checkCaptureFields(capture: Manifest, { release }: ClusterKind): Finding[] {
  const spec = valueAt(capture, 'spec');
  // The API server accepts a capture without a spec, which captures everything.
  const checked = spec === undefined || spec === null ? { ...capture, spec: {} } : capture;
  return [...checkFields(checked, PACKET_CAPTURE_TYPES, RULES, release), ...checkPortLists(capture)];
}

/** Lists of numbers and strings, for which the schema of fields has no type. */
function checkPortLists(capture: Manifest): Finding[] {
  const filters = valueAt(capture, 'spec', 'filters');
  return (Array.isArray(filters) ? filters : []).flatMap((filter: unknown, index) => {
    const value = valueAt(filter, 'ports');
    const message = `must be a list of ports${fixOf(value)}`;
    const keys = ['spec', 'filters', index, 'ports'];
    return value === undefined || value === null || Array.isArray(value)
      ? []
      : [{ ...FIELD_TYPE, keys, value, message }];
  });
}

function fixOf(value: unknown): string {
  return typeof value === 'number' ? `: write [${value}]` : "; write [80] or [80, '8000:8100']";
}

/** The rules that this file checks. */
export const CAPTURE_FIELDS_RULES = [API_VERSION, UNKNOWN_FIELD, FIELD_MISSING, FIELD_TYPE, TIMES_NOT_YET] as const;
