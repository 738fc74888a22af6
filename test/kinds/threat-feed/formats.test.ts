import { findingsIn, pulled } from './feed';

const HTTP = 'spec.pull.http';
const csv = (fields: object) => pulled({ format: { csv: fields } });
const json = (path: unknown) => pulled({ format: { json: { path } } });
const DELIMITER = 'must be a single character, and not a double quote or a line break [threat-feed/csv-delimiter]';
const COLUMN =
  'must have fieldNum, the number of the column from 0, or fieldName, its name in the header [threat-feed/csv-column]';
const path = (at: number, why: string) =>
  `error ${HTTP}.format.json.path: column ${at}: is not a JSON path that Calico can parse: ${why} [threat-feed/json-path]`;

describe('the format of a threat feed', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['a path with a bare dot', json('$.'), path(3, 'a name must follow a dot; for the whole document, write $')],
    ['a path without $', json('ips'), path(1, 'a path must start with $')],
    ['an unbalanced path', json('$.a[0'), path(6, 'the closing ] is missing')],
    ['a filter', json('$.a[?(@.b)]'), path(5, 'filters are not supported')],
    ['an expression', json('$.a[(@.length-1)]'), path(5, 'expressions are not supported')],
    ['single quotes', json("$['a']"), path(3, 'strings must be in double quotes')],
    ['a hyphen in a name', json('$.bad-ips'), path(6, 'a name may only have letters, digits and _; write other names in brackets, as in $["bad-ips"]')],
    ['an unclosed string', json('$["a]'), path(3, 'the string is not closed')],
    ['an unknown escape', json('$["\\q"]'), path(3, 'the string has an escape that Go does not know')],
    ['four numbers in a slice', json('$[1:2:3:4]'), path(11, 'a slice has at most three numbers')],
    ['a slice in a union', json('$[1,2:3]'), path(6, 'a comma, a colon or ] must be here')],
    ['empty brackets', json('$[]'), path(3, 'a number, a name or a string must be in the brackets')],
    ['a number that is too large', json('$[9223372036854775808]'), path(22, 'the number is too large')],
    ['no path', json(undefined), `error ${HTTP}.format.json.path: is required: write the path to an array of strings, such as $.ips, or $ if the document is the array [threat-feed/json-path]`],
    ['two formats', pulled({ format: { newlineDelimited: {}, csv: { fieldNum: 0 } } }), `error ${HTTP}.format: must have one format only, but it has newlineDelimited and csv; keep the one that the list has [threat-feed/several-formats]`],
    ['no column', csv({ header: true }), `error ${HTTP}.format.csv: ${COLUMN}`],
    ['an empty name of a column', csv({ fieldName: '', header: true }), `error ${HTTP}.format.csv: ${COLUMN}`],
    ['two columns', csv({ fieldNum: 0, fieldName: 'ip', header: true }), `error ${HTTP}.format.csv: has both fieldNum and fieldName; remove one of them [threat-feed/csv-column]`],
    ['a name without header', csv({ fieldName: 'ip' }), `error ${HTTP}.format.csv.fieldName: is read from the first record only with header: true; add it, or use fieldNum [threat-feed/csv-name-needs-header]`],
    ['a negative column', csv({ fieldNum: -1 }), `error ${HTTP}.format.csv.fieldNum: must be a whole number, at least 0 [threat-feed/csv-column]`],
    ['half a column', csv({ fieldNum: 0.5 }), `error ${HTTP}.format.csv.fieldNum: must be a whole number, at least 0 [threat-feed/csv-column]`],
    ['a delimiter of two characters', csv({ fieldNum: 0, columnDelimiter: '||' }), `error ${HTTP}.format.csv.columnDelimiter: ${DELIMITER}`],
    ['a quote as delimiter', csv({ fieldNum: 0, columnDelimiter: '"' }), `error ${HTTP}.format.csv.columnDelimiter: ${DELIMITER}`],
    ['a line break as comment', csv({ fieldNum: 0, commentDelimiter: '\n' }), `error ${HTTP}.format.csv.commentDelimiter: ${DELIMITER}`],
    ['a comment like the default', csv({ fieldNum: 0, commentDelimiter: ',' }), `error ${HTTP}.format.csv.commentDelimiter: is the default of columnDelimiter, so every line would be a comment or a record; use another character, such as # [threat-feed/csv-comment]`],
    ['a comment like the columns', csv({ fieldNum: 0, columnDelimiter: ';', commentDelimiter: ';' }), `error ${HTTP}.format.csv.commentDelimiter: is the columnDelimiter, so every line would be a comment or a record; use another character, such as # [threat-feed/csv-comment]`],
    ['a record size of 0', csv({ fieldNum: 0, recordSize: 0 }), `error ${HTTP}.format.csv.recordSize: must be a whole number, at least 1 [threat-feed/csv-record-size]`],
    ['a record size that is not validated', csv({ fieldNum: 0, recordSize: 2, disableRecordSizeValidation: true }), `error ${HTTP}.format.csv.recordSize: contradicts disableRecordSizeValidation: true; remove one of them [threat-feed/csv-record-size]`],
    ['an unknown field', pulled({ format: { newlineDelimited: { a: 1 } } }), `error ${HTTP}.format.newlineDelimited.a: is not a field of the format newlineDelimited; the API server rejects or drops unknown fields; it has none [threat-feed/unknown-field]`],
  ];

  it.each(wrong)('is found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  // biome-ignore format: a table is read by its columns
  const right: [string, object][] = [
    ['newlines', pulled({ format: { newlineDelimited: {} } })],
    ['an empty format', pulled({ format: {} })],
    ['the first column', csv({ fieldNum: 0 })],
    ['a column by name', csv({ fieldName: 'domain', header: true, columnDelimiter: '\t', commentDelimiter: '#' })],
    ['a delimiter beyond the basic plane', csv({ fieldNum: 0, columnDelimiter: '🙂' })],
    ['records of any size', csv({ fieldNum: 1, disableRecordSizeValidation: true })],
    ['a null instead of a format', pulled({ format: { json: null, csv: { fieldNum: 0, fieldName: null } } })],
  ];

  it.each(right)('may have %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });
});
