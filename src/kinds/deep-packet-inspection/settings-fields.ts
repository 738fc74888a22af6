import { errorRule, type Finding, type Keys, type RuleMark } from '../../base';
import type { CalicoRelease } from '../../calico';
import { checkField, type FieldSchema } from '../../kind';
import { resources, settings } from './example';

const FIELD = errorRule({
  id: 'deep-packet-inspection/settings-field',
  what: 'The settings of inspections must have the fields and types that the API of the operator defines.',
  why: 'The API server rejects wrong types. When applied with kubectl, unknown fields are rejected as well. If a tool does not ask for strict validation, the API server drops unknown fields, and the setting does not change.',
  bad: settings('deepPacketInspectionDaemonSet: {}'),
  good: settings(resources("cpu: '2', memory: 2Gi")),
});

/** The rule about fields of the settings. */
export const SETTINGS_FIELD: RuleMark = FIELD;

/**
 * Checks the structure of one field of the settings.
 *
 * @param fieldValue the rule about the values of enums in it
 */
export function checkSettingsField(
  value: unknown,
  keys: Keys,
  schema: FieldSchema,
  { fieldValue, release }: { readonly fieldValue: RuleMark; readonly release: CalicoRelease },
): Finding[] {
  const rules = {
    apiVersion: FIELD,
    specMissing: FIELD,
    unknownField: FIELD,
    fieldMissing: FIELD,
    fieldType: FIELD,
    fieldValue,
    fieldTooLong: FIELD,
    fieldNotYet: FIELD,
  };
  return checkField(value, keys, schema, { rules, release });
}

/** The rules that this file checks. */
export const SETTINGS_FIELD_RULES = [FIELD] as const;
