import type { Keys, RuleMark } from '../base';
import {
  ALERT_TYPE,
  alertProducer,
  alternativesOf,
  checkSelection,
  END_FIELDS,
  EventSelection,
  type EventSource,
  isSelecting,
  PRODUCERS,
  requiredValues,
} from '../events';
import { conditionsOf, literalsOf, placeOf, Query, type QueryLeaf, type QueryNode, walkQuery } from '../query';
import { alertsNamed, intendedOrigin, kindOfOrigin, mayBeOrigin } from './known-producers';
import type { Neighbors, Question } from './question';

/** What a kind says about a query over events for which other objects must be there. */
export interface ProducerRules {
  /** No alert or inspection among the files has the origin. */
  readonly originUnknown: RuleMark;
  /** The alert does not aggregate by the field. */
  readonly fieldNotInEvent: RuleMark;
  /** What an origin that no object has may lead to, such as `the webhook may send nothing`. */
  readonly consequence: string;
}

/** Types whose events have the name of an object in these files as their origin, as far as it is known. */
const TYPES_WITH_OBJECT: readonly string[] = [ALERT_TYPE, PRODUCERS.inspection.type];

/**
 * Asks whether the alerts and inspections whose events a query selects are among the files, and have its fields.
 *
 * @param keys the field with the query
 */
export function questionsOfProducers(node: QueryNode, keys: Keys, rules: ProducerRules): Question[] {
  const asker = new ProducerAsker(keys, rules);
  return alternativesOf(node)
    .map(conditionsOf)
    .filter((conditions) => !conditions.some(isOfOtherType))
    .flatMap((conditions) => [
      ...conditions.flatMap((condition) => asker.originQuestions(condition)),
      ...asker.fieldQuestions(conditions),
    ]);
}

function isOfOtherType(condition: QueryNode): boolean {
  return requiredValues(condition, 'type').some((type) => !TYPES_WITH_OBJECT.includes(type));
}

class ProducerAsker {
  constructor(
    private readonly keys: Keys,
    private readonly rules: ProducerRules,
  ) {}

  /** For each origin that is required by itself or as one of several. */
  originQuestions(condition: QueryNode): Question[] {
    if (condition.kind === 'or') {
      return condition.operands.flatMap((operand) => this.originQuestions(operand));
    }
    if (!isSelecting(condition) || condition.key !== 'origin') {
      return [];
    }
    // Of wildcards in comparisons, the query alone shows that they match nothing.
    return literalsOf(condition)
      .filter(({ text }) => !/[*?]/.test(text))
      .map(({ text, position }) => ({
        keys: this.keys,
        value: text,
        ...placeOf(position),
        answer: (neighbors) => {
          const message = this.unknownOrigin(text, neighbors);
          return message === undefined ? undefined : { ...this.rules.originUnknown, message };
        },
      }));
  }

  private unknownOrigin(origin: string, neighbors: Neighbors): string | undefined {
    const kind = kindOfOrigin(origin);
    if (kind === undefined || mayBeOrigin(origin, kind, neighbors)) {
      return undefined;
    }
    const meant = intendedOrigin(origin, kind, neighbors);
    const hint =
      meant === undefined
        ? 'correct it, unless the cluster has such an object from elsewhere'
        : `did you mean ${meant}?`;
    return `is not the origin of a ${kind} among the files, so ${this.rules.consequence}; ${hint}`;
  }

  /** For each field of the logs, where the query requires the origin to be one alert. */
  fieldQuestions(conditions: readonly QueryNode[]): Question[] {
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
        keys: this.keys,
        value: leaf.key,
        ...placeOf(leaf.keyPosition),
        answer: (neighbors) => {
          const message = this.missingField(leaf, origin, neighbors);
          return message === undefined ? undefined : { ...this.rules.fieldNotInEvent, message };
        },
      }));
  }

  /** Several alerts with the name may be for different clusters, so the field must be missing in all of them. */
  private missingField(leaf: QueryLeaf, origin: string, neighbors: Neighbors): string | undefined {
    const problems = alertsNamed(origin, neighbors).map(({ file, source }) => {
      const message = source === undefined ? undefined : this.problemOf(leaf, source);
      return message === undefined ? undefined : `${message} (${file})`;
    });
    return problems.some((problem) => problem === undefined) ? undefined : problems[0];
  }

  private problemOf(leaf: QueryLeaf, source: EventSource): string | undefined {
    const selection = EventSelection._of(alertProducer(source)).where(Query._of(leaf));
    return checkSelection(selection, this.keys, this.rules.fieldNotInEvent)[0]?.message;
  }
}
