import { errorRule, type Finding, isMap, type Keys, type Manifest, valueAt } from '../../base';
import { isPresent } from '../../kind';
import { checkCsv } from './csv-checks';
import { domainFeed, pull } from './example';
import { jsonPathProblem } from './json-path';
import { IGNORED, REFUSED_BY_SCHEMA } from './who-checks';

const withFormat = (format: string) => domainFeed({ pull: pull(`format: ${format}`) });

const SEVERAL = errorRule({
  id: 'threat-feed/several-formats',
  what: 'A feed must have at most one format.',
  why: REFUSED_BY_SCHEMA,
  bad: withFormat('{ newlineDelimited: {}, json: { path: $.domains } }'),
  good: withFormat('{ json: { path: $.domains } }'),
});
const JSON_PATH = errorRule({
  id: 'threat-feed/json-path',
  what: 'The path of a JSON format must be one that Calico can parse.',
  why: `The parser has no filters, expressions or single quotes, and a name with a hyphen must be quoted in brackets. A document that is an array itself has the path $, not $. with a dot. ${IGNORED}`,
  bad: withFormat('{ json: { path: $. } }'),
  good: withFormat('{ json: { path: $ } }'),
});

const FORMATS = ['newlineDelimited', 'json', 'csv'] as const;

const KEYS: Keys = ['spec', 'pull', 'http', 'format'];

/** Checks how the entries of a feed are found in what its server sends. */
export function checkFormat(feed: Manifest): Finding[] {
  const format = valueAt(feed, 'spec', 'pull', 'http', 'format');
  const present = FORMATS.filter((name) => isPresent(valueAt(format, name)));
  if (present.length > 1) {
    const message = `must have one format only, but it has ${present.join(' and ')}; keep the one that the list has`;
    return [{ ...SEVERAL, keys: KEYS, message }];
  }
  const json = valueAt(format, 'json');
  const csv = valueAt(format, 'csv');
  return [
    ...(isMap(json) ? checkPath(valueAt(json, 'path')) : []),
    ...(isMap(csv) ? checkCsv(csv, [...KEYS, 'csv']) : []),
  ];
}

function checkPath(path: unknown): Finding[] {
  const keys = [...KEYS, 'json', 'path'];
  if (!isPresent(path) || path === '') {
    const message =
      'is required: write the path to an array of strings, such as $.ips, or $ if the document is the array';
    return [{ ...JSON_PATH, keys, value: path, message }];
  }
  const problem = typeof path === 'string' ? jsonPathProblem(path) : undefined;
  if (problem === undefined) {
    return [];
  }
  const message = `is not a JSON path that Calico can parse: ${problem.message}`;
  return [{ ...JSON_PATH, keys, value: path, valueOffset: problem.offset, message }];
}

/** The rules that this file checks. */
export const FORMAT_RULES = [SEVERAL, JSON_PATH] as const;
