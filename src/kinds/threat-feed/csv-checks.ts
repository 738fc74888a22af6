import { errorRule, type Finding, type Keys, type RuleMark, valueAt } from '../../base';
import { isPresent, isSet } from '../../kind';
import { domainFeed, pull } from './example';
import { IGNORED } from './who-checks';

const withCsv = (csv: string) => domainFeed({ pull: pull(`format: { csv: { ${csv} } }`) });

const COLUMN = errorRule({
  id: 'threat-feed/csv-column',
  what: 'A CSV format must have either a fieldNum, from 0, or a fieldName.',
  why: `Calico has to know which column has the entries. The first column has the number 0, which must be written as well. ${IGNORED}`,
  bad: withCsv('header: true'),
  good: withCsv('fieldNum: 0, header: true'),
});
const NEEDS_HEADER = errorRule({
  id: 'threat-feed/csv-name-needs-header',
  what: 'A CSV format with a fieldName must have header: true.',
  why: `The names of columns are read from the first record. ${IGNORED}`,
  bad: withCsv('fieldName: domain'),
  good: withCsv('fieldName: domain, header: true'),
});
const DELIMITER = errorRule({
  id: 'threat-feed/csv-delimiter',
  what: 'The delimiters of a CSV format must be one character, and not a double quote or a line break.',
  why: IGNORED,
  bad: withCsv("fieldNum: 0, columnDelimiter: '||'"),
  good: withCsv("fieldNum: 0, columnDelimiter: '|'"),
});
const COMMENT = errorRule({
  id: 'threat-feed/csv-comment',
  what: 'The commentDelimiter of a CSV format must differ from its columnDelimiter, which is a comma by default.',
  why: IGNORED,
  bad: withCsv("fieldNum: 0, commentDelimiter: ','"),
  good: withCsv("fieldNum: 0, commentDelimiter: '#'"),
});
const RECORD_SIZE = errorRule({
  id: 'threat-feed/csv-record-size',
  what: 'The recordSize of a CSV format must be at least 1, and requires disableRecordSizeValidation to be false.',
  why: IGNORED,
  bad: withCsv('fieldNum: 0, recordSize: 0'),
  good: withCsv('fieldNum: 0, recordSize: 3'),
});

const DEFAULT_DELIMITER = ',';

/** Characters that Go's CSV reader rejects as a delimiter. */
const NOT_DELIMITERS: readonly string[] = ['"', '\r', '\n', '\u0000', '\ufffd'];

/** Checks a CSV format. */
export function checkCsv(csv: object, keys: Keys): Finding[] {
  return [...checkColumn(csv, keys), ...checkDelimiters(csv, keys), ...checkRecordSize(csv, keys)];
}

function checkColumn(csv: object, keys: Keys): Finding[] {
  const number = valueAt(csv, 'fieldNum');
  const name = valueAt(csv, 'fieldName');
  const hasName = isSet(name);
  if (isPresent(number) === hasName) {
    const message = hasName
      ? 'has both fieldNum and fieldName; remove one of them'
      : 'must have fieldNum, the number of the column from 0, or fieldName, its name in the header';
    return [{ ...COLUMN, keys, message }];
  }
  if (hasName) {
    const message = 'is read from the first record only with header: true; add it, or use fieldNum';
    return valueAt(csv, 'header') === true
      ? []
      : [{ ...NEEDS_HEADER, keys: [...keys, 'fieldName'], value: name, message }];
  }
  return checkWholeNumber(number, 0, [...keys, 'fieldNum'], COLUMN);
}

function checkDelimiters(csv: object, keys: Keys): Finding[] {
  const column = valueAt(csv, 'columnDelimiter');
  const comment = valueAt(csv, 'commentDelimiter');
  const findings = [
    ...checkDelimiter(column, [...keys, 'columnDelimiter']),
    ...checkDelimiter(comment, [...keys, 'commentDelimiter']),
  ];
  if (findings.length > 0 || !isSet(comment) || comment !== (isSet(column) ? column : DEFAULT_DELIMITER)) {
    return findings;
  }
  const which = isSet(column) ? 'the columnDelimiter' : 'the default of columnDelimiter';
  const message = `is ${which}, so every line would be a comment or a record; use another character, such as #`;
  return [{ ...COMMENT, keys: [...keys, 'commentDelimiter'], value: comment, message }];
}

function checkDelimiter(value: unknown, keys: Keys): Finding[] {
  if (typeof value !== 'string' || value === '') {
    return [];
  }
  const isOne = [...value].length === 1 && !/\p{Cs}/u.test(value);
  if (isOne && !NOT_DELIMITERS.includes(value)) {
    return [];
  }
  const message = 'must be a single character, and not a double quote or a line break';
  return [{ ...DELIMITER, keys, value, message }];
}

function checkRecordSize(csv: object, keys: Keys): Finding[] {
  const value = valueAt(csv, 'recordSize');
  const place = [...keys, 'recordSize'];
  if (!isPresent(value)) {
    return [];
  }
  if (valueAt(csv, 'disableRecordSizeValidation') === true) {
    const message = 'contradicts disableRecordSizeValidation: true; remove one of them';
    return [{ ...RECORD_SIZE, keys: place, value, message }];
  }
  return checkWholeNumber(value, 1, place, RECORD_SIZE);
}

/** The type is checked together with those of the other fields. */
function checkWholeNumber(value: unknown, least: number, keys: Keys, rule: RuleMark): Finding[] {
  if (typeof value !== 'number' || (Number.isSafeInteger(value) && value >= least)) {
    return [];
  }
  return [{ ...rule, keys, value, message: `must be a whole number, at least ${least}` }];
}

/** The rules that this file checks. */
export const CSV_RULES = [COLUMN, NEEDS_HEADER, DELIMITER, COMMENT, RECORD_SIZE] as const;
