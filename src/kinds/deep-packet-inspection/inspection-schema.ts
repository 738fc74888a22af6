import { CALICO_GROUP, type History, OLDEST, OPERATOR_GROUP } from '../../calico';
import { type MapSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases that have the kind. Whether 3.8 has it is not known. */
export const HAS_INSPECTIONS: History<boolean | undefined> = [
  [OLDEST, false],
  ['3.8.0', undefined],
  ['3.9.0', true],
];

/** Releases on which an init container can bring rules. */
export const HAS_SNORT_RULES: History<boolean> = [
  [OLDEST, false],
  ['3.20.0-2.0', true],
];

const SPEC: MapSchema = { title: 'a deep packet inspection', fields: { selector: { type: 'string' } } };

export const INSPECTION_TYPE: ObjectType = {
  group: CALICO_GROUP,
  kind: 'DeepPacketInspection',
  plural: 'deeppacketinspections',
  isNamespaced: true,
  schema: objectSchema('a DeepPacketInspection', SPEC, { hasStatus: true }),
};

/** The object of the operator with the resources and the rules of all inspections. */
export const SETTINGS_TYPE: ObjectType = {
  group: OPERATOR_GROUP,
  kind: 'IntrusionDetection',
  plural: 'intrusiondetections',
  isNamespaced: false,
};
