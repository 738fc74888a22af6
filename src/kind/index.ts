export type { AlertSilences, CheckedAlert, Silence } from './alert-silences';
export { addCalicoObject } from './calico-object';
export { eventQueryContext } from './event-query-context';
export { checkField, checkFields, type FieldRules, isPresent, isSet } from './field-checks';
export { always, type FieldSchema, type MapSchema } from './field-schema';
export type { Kind } from './kind';
export { type KnownAlert, PRODUCER_TOPICS } from './known-producers';
export {
  type EventWait,
  failed,
  type LiveCheck,
  type LiveEvents,
  type LiveFinding,
  type LiveState,
  type LiveWorkload,
  ok,
  StepOutcome,
  unknown,
} from './live-check';
export { namedValueSchema } from './named-value-schema';
export { checkNamespacedMetadata, type NamespacedMetadataRules, requiresNamespace } from './namespaced-metadata';
export { checkMetadata } from './object-metadata';
export { type ObjectSchema, objectSchema } from './object-schema';
export { isOneOf, type ObjectType } from './object-type';
export { checkPodSelection, type PodSelectionRules, selectsWholeNamespace } from './pod-selection';
export { type ProducerRules, questionsOfProducers } from './producer-questions';
export {
  type Construction,
  type Conversion,
  call,
  constant,
  dataAt,
  dataExpression,
  type Entries,
  type ExpectedDifference,
  type Expression,
  list,
  metadataFields,
  type Struct,
  struct,
  value,
} from './program';
export { dateExpression, durationExpression, selectorExpression, valueSourceExpression } from './program-values';
export { type KnownObject, type Neighbors, type Question, Topic } from './question';
export { questionsOfReferences, REFERENCE_TOPICS } from './reference-questions';
export { KIND_RULES } from './rules';
export type { StringContext } from './string-context';
export { UniqueNames } from './unique-names';
export { requireUniqueObjects } from './unique-objects';
export {
  joinedUpgrade,
  type KindUpgrade,
  NO_UPGRADE,
  type StringEdit,
  type UpgradeAction,
  type UpgradeEffect,
  type UpgradeStep,
  UpgradeTime,
  UpgradeVerdict,
} from './upgrade';
