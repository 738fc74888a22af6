import { checkArguments, instance, list, type ValueType } from '../arguments';
import { QUERY, type Query, type QueryNode } from '../query';
import { EventFields } from './event-fields';
import type { EventProducer } from './producers';

/** Events of one producer, or of any, and the conditions on its fields. */
export interface SelectedEvents {
  /** Undefined if the query may select events of any producer. */
  readonly producer?: EventProducer;
  /** The conditions in addition to those that select the producer. */
  readonly conditions: readonly QueryNode[];
}

/**
 * Which security events are meant: a query over `EventFields`, or the events of an alert or a feed (`alert.events`).
 * Selections are immutable: combining them creates new ones.
 */
export class EventSelection {
  /**
   * Events that match a query, such as `EventFields.SEVERITY.atLeast(80)`.
   *
   * @param query the query, whose fields are those of `EventFields`
   */
  public static matching(query: Query): EventSelection {
    checkArguments('EventSelection', { query }, { query: QUERY });
    return new EventSelection(query, [{ conditions: [query._node] }]);
  }

  /**
   * The events of a producer: by type, and by origin if it has its own.
   *
   * @internal
   */
  public static _of(producer: EventProducer, { byOrigin = true } = {}): EventSelection {
    const type = EventFields.TYPE.equalTo(producer.type);
    const { origin } = producer;
    const query = byOrigin && origin !== undefined ? type.and(EventFields.ORIGIN.equalTo(origin)) : type;
    return new EventSelection(query, [{ producer, conditions: [] }]);
  }

  private constructor(
    /** The query. */
    public readonly query: Query,
    /** @internal */
    public readonly _selected: readonly SelectedEvents[],
  ) {}

  /**
   * Those of the events that match another query as well.
   *
   * @param query the query, whose fields are those of `EventFields`; events of an alert with `aggregateBy` have only
   * those fields of its records
   * @throws when parentheses would be nested more than 256 levels deep
   */
  public where(query: Query): EventSelection {
    checkArguments('EventSelection', { query }, { query: QUERY });
    const selected = this._selected.map(({ producer, conditions }) => ({
      producer,
      conditions: [...conditions, query._node],
    }));
    return new EventSelection(this.query.and(query), selected);
  }

  /**
   * These events, and those of other selections.
   *
   * @param others the other selections
   * @throws when parentheses would be nested more than 256 levels deep
   */
  public or(...others: EventSelection[]): EventSelection {
    checkArguments('EventSelection', { others }, { others: SELECTIONS });
    const selected = [this, ...others].flatMap(({ _selected }) => _selected);
    return new EventSelection(this.query.or(...others.map(({ query }) => query)), selected);
  }

  /** The query as a string. */
  public toString(): string {
    return this.query.toString();
  }
}

export const EVENT_SELECTION: ValueType<EventSelection> = instance(
  'EventSelection',
  () => EventSelection,
  ', such as alert.events or EventSelection.matching(EventFields.SEVERITY.atLeast(80))',
);

const SELECTIONS: ValueType<EventSelection[]> = list(EVENT_SELECTION);
