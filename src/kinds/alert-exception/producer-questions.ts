import { alert, type Manifest, valueAt, warningRule } from '../../base';
import type { ClusterKind } from '../../calico';
import { alertProducer, checkSelection, END_FIELDS, EventSelection, type EventSource, PRODUCERS } from '../../events';
import type { Neighbors, Question } from '../../kind';
import { literalsOf, parseQuery, placeOf, Query, type QueryLeaf, type QueryNode, walkQuery } from '../../query';
import { exception, selecting } from './example';
import { HAS_EXCEPTIONS } from './exception-schema';
import { alertsNamed, intendedOrigin, kindOfOrigin, mayBeOrigin } from './known-producers';
import { alternativesOf, conditionsOf, isSelecting, requiredValues } from './selector-tree';

const withAlert = (name: string, selector: string, aggregateBy: string) =>
  `${alert({ aggregateBy: `[${aggregateBy}]` }, name)}---\n${exception({ selector: selecting(selector) })}`;

const ORIGIN_UNKNOWN = warningRule({
  id: 'alert-exception/origin-unknown',
  what: 'The origin in the selector of an exception should be that of an alert or an inspection among the files.',
  why: 'The origin of an event is the name of its alert, or dpi., the namespace and the name of its inspection (observed, not documented). An exception for any other origin hides nothing. The rule is only checked if there are alerts, or inspections, among the files.',
  bad: withAlert('network.ssh', 'origin = "network.shh" AND source_namespace = shop', 'source_namespace'),
  good: withAlert('network.ssh', 'origin = "network.ssh" AND source_namespace = shop', 'source_namespace'),
});
const FIELD_NOT_IN_EVENT = warningRule({
  id: 'alert-exception/field-not-in-event',
  what: 'The selector of an exception for an alert should use only fields by which the alert aggregates.',
  why: 'The event of an aggregated alert has no other fields of the logs (observed, not documented), so there is no value to compare.',
  bad: withAlert(
    'network.remote-login',
    'origin = "network.remote-login" AND source_namespace = shop',
    'dest_namespace',
  ),
  good: withAlert(
    'network.remote-login',
    'origin = "network.remote-login" AND source_namespace = shop',
    'source_namespace, dest_namespace',
  ),
});

const KEYS = ['spec', 'selector'];

/** Types whose events have one origin, which is not the name of an object. */
const TYPES_WITHOUT_OBJECT: readonly string[] = [
  PRODUCERS.addressFeed.type,
  PRODUCERS.domainFeed.type,
  PRODUCERS.firewall.type,
];

/** Asks whether the alerts and inspections that an exception is for are among the files, and have its fields. */
export function questionsOfException(manifest: Manifest, { release }: ClusterKind): Question[] {
  if (!release._valueIn(HAS_EXCEPTIONS)) {
    return [];
  }
  const selector = valueAt(manifest, ...KEYS);
  const node = typeof selector === 'string' ? parseQuery(selector).node : undefined;
  return node === undefined
    ? []
    : alternativesOf(node)
        .map(conditionsOf)
        .filter((conditions) => !conditions.some(isOfOtherType))
        .flatMap((conditions) => [...conditions.flatMap(originQuestions), ...fieldQuestions(conditions)]);
}

function isOfOtherType(condition: QueryNode): boolean {
  return requiredValues(condition, 'type').some((type) => TYPES_WITHOUT_OBJECT.includes(type));
}

/** For each origin that is required by itself or as one of several. */
function originQuestions(condition: QueryNode): Question[] {
  if (condition.kind === 'or') {
    return condition.operands.flatMap(originQuestions);
  }
  if (!isSelecting(condition) || condition.key !== 'origin') {
    return [];
  }
  return literalsOf(condition)
    .filter(({ text }) => condition.kind === 'comparison' || !/[*?]/.test(text))
    .map(({ text, position }) => ({
      keys: KEYS,
      value: text,
      ...placeOf(position),
      answer: (neighbors) => {
        const message = unknownOrigin(text, neighbors);
        return message === undefined ? undefined : { ...ORIGIN_UNKNOWN, message };
      },
    }));
}

function unknownOrigin(origin: string, neighbors: Neighbors): string | undefined {
  const kind = kindOfOrigin(origin);
  if (kind === undefined || mayBeOrigin(origin, kind, neighbors)) {
    return undefined;
  }
  const meant = intendedOrigin(origin, kind, neighbors);
  const hint =
    meant === undefined ? 'correct it, unless the cluster has such an object from elsewhere' : `did you mean ${meant}?`;
  return `is not the origin of a ${kind} among the files, so the exception may hide nothing; ${hint}`;
}

/** For each field of the logs, where the query requires the origin to be one alert. */
function fieldQuestions(conditions: readonly QueryNode[]): Question[] {
  const [origin, ...others] = conditions.flatMap((condition) => requiredValues(condition, 'origin'));
  if (origin === undefined || others.length > 0) {
    return [];
  }
  const leaves: QueryLeaf[] = [];
  for (const condition of conditions) {
    walkQuery(condition, (leaf) => leaves.push(leaf));
  }
  return leaves
    .filter(({ key }) => END_FIELDS.has(key))
    .map((leaf) => ({
      keys: KEYS,
      value: leaf.key,
      ...placeOf(leaf.keyPosition),
      answer: (neighbors) => {
        const message = missingField(leaf, origin, neighbors);
        return message === undefined ? undefined : { ...FIELD_NOT_IN_EVENT, message };
      },
    }));
}

/** Several alerts with the name may be for different clusters, so the field must be missing in all of them. */
function missingField(leaf: QueryLeaf, origin: string, neighbors: Neighbors): string | undefined {
  const problems = alertsNamed(origin, neighbors).map(({ file, source }) => {
    const message = source === undefined ? undefined : problemOf(leaf, source);
    return message === undefined ? undefined : `${message} (${file})`;
  });
  return problems.some((problem) => problem === undefined) ? undefined : problems[0];
}

function problemOf(leaf: QueryLeaf, source: EventSource): string | undefined {
  const selection = EventSelection._of(alertProducer(source)).where(Query._of(leaf));
  return checkSelection(selection, KEYS, FIELD_NOT_IN_EVENT)[0]?.message;
}

/** The rules that this file checks. */
export const PRODUCER_RULES = [ORIGIN_UNKNOWN, FIELD_NOT_IN_EVENT] as const;
