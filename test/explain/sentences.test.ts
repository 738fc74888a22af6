import { durationWords } from '../../src/explain';
import { eventSentences } from '../../src/explain/sentences/event-sentences';
import {
  conditionSentences,
  droppedSentences,
  groupSentences,
  limitSentences,
} from '../../src/explain/sentences/group-sentences';
import { listWords } from '../../src/explain/sentences/list-words';
import { logTitle } from '../../src/explain/sentences/log-titles';
import { planOf } from '../evaluation/cases/models';

type Spec = Readonly<Record<string, unknown>>;

const COUNT = { metric: 'count', condition: 'gte', threshold: 5 };
const modelOf = (spec: Spec, release = '3.22') => planOf(spec, release).model;
const mapping = planOf({}).mapping;

describe('words', () => {
  it.each([
    [0, '0 seconds'],
    [500, '0.5 seconds'],
    [1_000, '1 second'],
    [59_999, '59 seconds'],
    [90_000, '1 minute 30 seconds'],
    [3_600_000, '1 hour'],
    [7_260_000, '2 hours 1 minute'],
  ])('for a length of time: %d', (millis, words) => {
    expect(durationWords(millis)).toBe(words);
  });

  it.each<[readonly string[], string]>([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('for a list: %j', (list, words) => {
    expect(listWords(list)).toBe(words);
  });

  it.each([
    ['flows', 'flow logs'],
    ['dns', 'DNS logs'],
    ['l7', 'L7 logs'],
    ['audit', 'audit logs'],
    ['waf', 'WAF logs'],
    ['vulnerability', 'image scan events'],
    ['toString', 'logs of the data set "toString"'],
  ])('for the records of a data set: %s', (dataSet, words) => {
    expect(logTitle(dataSet)).toBe(words);
  });
});

describe('how records are put into groups', () => {
  it.each<[Spec, string]>([
    [{ aggregateBy: ['action'] }, 'The records of a run are grouped by action: one group for each value.'],
    [
      { aggregateBy: ['action', 'proto'] },
      'The records of a run are grouped by action and proto: one group for each combination of values.',
    ],
    [{}, 'Records are not grouped: each record counts on its own.'],
    [COUNT, 'Records are not grouped: all records of a run are evaluated together.'],
  ])('is a sentence: %j', (spec, sentence) => {
    expect(groupSentences(modelOf(spec))).toEqual([sentence]);
  });
});

describe('what raises an event', () => {
  const COUNTED = 'Records are counted, not connections or requests: a record can stand for many of them.';
  it.each<[Spec, string[]]>([
    [{}, ['Each record raises an event.']],
    [{ aggregateBy: ['action'] }, ['Each group raises an event.']],
    [COUNT, ['A run raises an event if the number of its records is at least 5.', COUNTED]],
    [
      { ...COUNT, aggregateBy: ['action'], condition: 'lt' },
      ['Each group raises an event if the number of its records is less than 5.', COUNTED],
    ],
    ...(
      [
        ['sum', 'eq', 'sum of bytes_in', 'is equal to'],
        ['avg', 'not_eq', 'average of bytes_in', 'is not equal to'],
        ['min', 'gt', 'smallest bytes_in', 'is greater than'],
        ['max', 'lte', 'largest bytes_in', 'is at most'],
      ] as const
    ).map(([metric, condition, value, compared]): [Spec, string[]] => [
      { metric, condition, field: 'bytes_in', threshold: 1.5 },
      [`A run raises an event if the ${value} of its records ${compared} 1.5. Without values, it counts as 0.`],
    ]),
  ])('is a sentence: %j', (spec, sentences) => {
    expect(conditionSentences(modelOf(spec))).toEqual(sentences);
  });

  it('is a sentence even where the alert lacks a part', () => {
    const model = { ...modelOf(COUNT), metric: 'sum', condition: undefined, field: undefined };
    expect(conditionSentences(model)).toEqual([
      'A run raises an event if the sum of a field that is not set of its records meets its condition: 5. Without values, it counts as 0.',
    ]);
  });
});

describe('which records and groups do not count', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['action'], ['A record without action is in no group and never raises an event.']],
    [
      ['action', 'dest_port', 'source_namespace'],
      [
        'A record without action, dest_port or source_namespace is in no group and never raises an event.',
        'A dest_port that is null counts as 0.',
      ],
    ],
    [['nothing'], ['All records are dropped, because nothing is not indexed.']],
    [
      ['source_labels.labels', 'action'],
      [
        'All records are dropped, because source_labels.labels is part of the nested object source_labels, by which records cannot be grouped.',
        'A record without action is in no group and never raises an event.',
      ],
    ],
  ])('is said of the groups by %j', (aggregateBy, sentences) => {
    expect(droppedSentences({ ...modelOf({}), aggregateBy }, mapping)).toEqual(sentences);
    expect(droppedSentences({ ...modelOf({}), aggregateBy }, undefined)).toEqual([]);
  });

  it.each<[Spec, string, string[]]>([
    [{}, '3.22', []],
    [COUNT, '3.22', ['The count stops at 10,000: more records are not counted.']],
    [
      { ...COUNT, aggregateBy: ['action', 'proto'] },
      '3.22',
      ['A run looks at the first 10,000 groups, in the order of proto; the others are lost.'],
    ],
    [
      { ...COUNT, metric: 'sum', field: 'bytes_in', aggregateBy: ['action'] },
      '3.22',
      ['A run looks at the first 10,000 groups, in the order of action; the others are lost.'],
    ],
    [
      { ...COUNT, metric: 'sum', field: 'bytes_in', aggregateBy: ['action'] },
      '3.14',
      [
        'A run looks at the first 10,000 groups, in the order of action; the others are lost.',
        'On Calico Enterprise 3.14.0, the sum of all groups but the first 500 is lost, and counts as 0.',
      ],
    ],
  ])('is said of the limits: %j on %s', (spec, release, sentences) => {
    expect(limitSentences(modelOf(spec, release))).toEqual(sentences);
  });
});

describe('the text of an event', () => {
  it.each<[string, Spec, string, string[]]>([
    [
      'records',
      { description: 'from ${source_namespace} ${source_labels.labels} ${x}', severity: 7 },
      '3.22',
      [
        'An event has severity 7 and the text: from <source_namespace> ${source_labels.labels} ${x}',
        'The text is the description of the alert.',
        '${source_labels.labels} and ${x} stay as they are, because no event has a value for them.',
      ],
    ],
    [
      'a summary',
      { description: 'a', summary: 'b ${action}' },
      '3.22',
      ['An event has severity 50 and the text: a', 'The text is the description of the alert.'],
    ],
    [
      'a count',
      { ...COUNT, description: '${count} of ${action} ${proto}', aggregateBy: ['action'] },
      '3.22',
      [
        'An event has severity 50 and the text: <count> of <action> ${proto}',
        'The text is the description of the alert.',
        'A count is written as a whole number.',
        '${proto} stays as it is, because no event has a value for it.',
        'Its record has action and count.',
      ],
    ],
    [
      'a sum',
      { ...COUNT, metric: 'sum', field: 'bytes_in', description: '${sum} ${count} ${a}' },
      '3.22',
      [
        'An event has severity 50 and the text: <sum> ${count} ${a}',
        'The text is the description of the alert.',
        'The sum is written with one decimal, such as 80.0.',
        '${count} and ${a} stay as they are, because no event has a value for them.',
        'Its record has sum.',
      ],
    ],
    [
      'a metric that is not shown',
      { ...COUNT, metric: 'sum', field: 'bytes_in', description: 'x' },
      '3.22',
      ['An event has severity 50 and the text: x', 'The text is the description of the alert.', 'Its record has sum.'],
    ],
  ])('has the values of %s', (_, spec, release, sentences) => {
    expect(eventSentences(modelOf(spec, release), mapping)).toEqual(sentences);
  });
});
