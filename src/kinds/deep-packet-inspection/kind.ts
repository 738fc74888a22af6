import { isOneOf, type Kind, type ObjectType } from '../../kind';
import { inspection } from './example';
import { checkInspectionObject } from './inspection-checks';
import { INSPECTION_TYPE, SETTINGS_TYPE } from './inspection-schema';
import { LIVE_INSPECTION } from './live-inspection';
import { INSPECTION_NAMES } from './name-questions';
import { questionsOfInspection, RESOURCE_TOPICS } from './resource-questions';
import { DEEP_PACKET_INSPECTION_RULES } from './rules';
import { questionsAboutTenants, TENANT_TOPICS } from './tenant-questions';
import { inspectionToProgram } from './to-program';

const TYPES: readonly ObjectType[] = [INSPECTION_TYPE, SETTINGS_TYPE];

/** Deep packet inspections, and the IntrusionDetection as far as it is about them. */
export const DEEP_PACKET_INSPECTION_KIND = {
  title: 'DeepPacketInspections and their settings',
  types: TYPES,
  words: ['DeepPacketInspection', 'IntrusionDetection'],
  looksAt: (manifest) => isOneOf(manifest, TYPES),
  check: checkInspectionObject,
  topics: [...RESOURCE_TOPICS, ...TENANT_TOPICS, INSPECTION_NAMES.topic],
  questions: (manifest) => [
    ...questionsOfInspection(manifest),
    ...questionsAboutTenants(manifest),
    ...INSPECTION_NAMES.questionsOf(manifest),
  ],
  checksMetadata: true,
  toProgram: inspectionToProgram,
  liveChecks: [LIVE_INSPECTION],
  rules: DEEP_PACKET_INSPECTION_RULES,
  example: { text: inspection(), release: '3.24' },
} as const satisfies Kind;
