import { DnsFields, EventFields, EventSelection, PolicySelector, Query, TimeWindow } from '../../../src';
import { type ApiCall, factory, spread } from './api-call';
import { EVENING, NOON, query } from './samples';

const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));

const field = Query.field('dest_port');

/** Calls of the API about queries. */
export const QUERY_CALLS: readonly ApiCall[] = [
  factory('Query.field', { key: 'dest_port' }, (key) => Query.field(key)),
  factory('Query.parse', { text: 'dest_port = 22' }, (text) => Query.parse(text)),
  factory('Query#and', { others: [query, query] }, (others) => query.and(...spread(others))),
  factory('Query#or', { others: [query, query] }, (others) => query.or(...spread(others))),
  ...(['equalTo', 'notEqualTo', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const).map((method) =>
    factory(`QueryField#${method}`, { value: '22' }, (value) => field[method](value)),
  ),
  factory('QueryField#isOneOf', { values: ['22'] }, (values) => field.isOneOf(values)),
  factory('QueryField#isNoneOf', { values: ['22'] }, (values) => field.isNoneOf(values)),
  factory('QueryField#isOneOfSubstitution', { name: 'n' }, (name) => field.isOneOfSubstitution(name)),
  factory('QueryField#isNoneOfSubstitution', { name: 'n' }, (name) => field.isNoneOfSubstitution(name)),
  factory('DnsFields.clientLabel', { key: 'app' }, (key) => DnsFields.clientLabel(key)),
  factory('DnsFields.serverLabel', { key: 'app' }, (key) => DnsFields.serverLabel(key)),
  factory('EventSelection.ofInspection', { namespace: 'shop', name: 'front' }, (namespace, name) =>
    EventSelection.ofInspection(namespace, name),
  ),
  factory('EventSelection.matching', { query }, (value) => EventSelection.matching(value)),
  factory('EventSelection#where', { query }, (value) => events.where(value)),
  factory('EventSelection#or', { others: [events, events] }, (others) => events.or(...spread(others))),
  factory('PolicySelector.podsIn', { namespaces: ['shop'] }, (namespaces) => PolicySelector.podsIn(namespaces)),
  factory('PolicySelector.podsWith', { labels: { app: 'web' } }, (labels) => PolicySelector.podsWith(labels)),
  factory('PolicySelector.parse', { text: "app == 'web'" }, (text) => PolicySelector.parse(text)),
  factory('TimeWindow.from', { start: NOON }, (start) => TimeWindow.from(start)),
  factory('TimeWindow.between', { start: NOON, end: EVENING }, (start, end) => TimeWindow.between(start, end)),
  factory('TimeWindow.until', { end: NOON }, (end) => TimeWindow.until(end)),
];
