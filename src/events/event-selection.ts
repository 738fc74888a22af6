import { checkArguments, instance, list, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, report } from '../base';
import { dnsLabelProblem, subdomainProblem } from '../kubernetes';
import { QUERY, type Query, type QueryNode } from '../query';
import { EventFields } from './event-fields';
import { type EventProducer, PRODUCERS } from './producers';

const NAME = errorRule({
  id: 'event-selection/inspection-name',
  form: 'program',
  what: 'The namespace of an inspection must be an RFC 1123 label, and its name an RFC 1123 subdomain.',
  why: 'The API server rejects inspections with other names, so there can be no events of them.',
  bad: "EventSelection.ofInspection('shop', 'Front');",
  good: "EventSelection.ofInspection('shop', 'front');",
});

/** Events of one producer, or of any, and the conditions on its fields. */
export interface SelectedEvents {
  /** Undefined if the query may select events of any producer. */
  readonly producer?: EventProducer;
  /** The conditions in addition to those that select the producer. */
  readonly conditions: readonly QueryNode[];
}

/**
 * A selection of security events: a query over `EventFields`, or the events of an alert or a feed (`alert.events`).
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
   * The events of a DeepPacketInspection. Their origin is observed, not documented.
   *
   * @param namespace the namespace of the inspection
   * @param name its name
   * @throws when one of them is not a valid name
   */
  public static ofInspection(namespace: string, name: string): EventSelection {
    checkArguments('EventSelection', { namespace, name }, { namespace: TEXT, name: TEXT });
    report('EventSelection', [
      ...checkName(dnsLabelProblem(namespace), namespace, 'namespace'),
      ...checkName(subdomainProblem(name), name, 'name'),
    ]);
    const { inspection } = PRODUCERS;
    return EventSelection._of({ ...inspection, origin: `${inspection.originPrefix}${namespace}/${name}` });
  }

  /**
   * The events of all threat feeds of addresses. Those of a single feed cannot be selected, because all of them have the
   * same origin (observed, not documented).
   */
  public static ofAddressFeeds(): EventSelection {
    return EventSelection._of(PRODUCERS.addressFeed, { byOrigin: false });
  }

  /** The events of all threat feeds of domain names; those of a single feed cannot be selected either. */
  public static ofDomainFeeds(): EventSelection {
    return EventSelection._of(PRODUCERS.domainFeed, { byOrigin: false });
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

function checkName(message: string | undefined, value: string, argument: string): Finding[] {
  return message === undefined ? [] : [{ ...NAME, keys: [argument], value, message }];
}

/** The rules that this file checks. */
export const EVENT_SELECTION_RULES = [NAME] as const;
