import { type LintResult, REPORTERS } from '../../src/lint';
import { isReport } from '../../src/lint/reporters';
import { alertText, lintText } from './lint-text';

const RESULTS: readonly (readonly [string, LintResult])[] = [
  ['of findings', lintText(alertText('severity: 0', 'period: 1s'))],
  ['of nothing wrong', lintText(alertText('severity: 1'))],
  ['of nothing', lintText('')],
  ['of what is not checked', lintText('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n')],
];

const cases = RESULTS.flatMap(([about, result]) => Object.keys(REPORTERS).map((format) => ({ about, format, result })));

describe('a report that a new one may replace', () => {
  it.each(cases)('is one $about in the format $format', ({ format, result }) => {
    expect(isReport(REPORTERS[format]?.(result, { version: '1.2.3' }) ?? '-')).toBe(true);
  });

  it.each<[string, string]>([
    ['a manifest', alertText('severity: 0')],
    ['a manifest as JSON', '{"apiVersion": "v1", "kind": "Pod"}'],
    ['other JSON', '{"findings": {}, "checked": {}}'],
    ['JSON without what was checked', '{"findings": []}'],
    ['JSON with findings and a list', '{"findings": [], "checked": []}'],
    ['JSON that is not whole', '{"findings": [], "checked": {}'],
    ['JSON about a summary', '{"text": "\\nNothing was checked"}\nNothing was checked'],
    ['a report of another tool', '{"runs": [{"tool": {"driver": {"name": "other"}}}]}'],
    ['a list', '[]'],
    ['notes', 'Nothing to do\n'],
    ['a sentence about a summary', 'They say that Nothing was checked\n'],
    ['commands and something else', '::error file=a::b\nx\n'],
    ['another command', '::set-output name=a::b\n'],
    ['a command without its end', '::error file=a::b'],
  ])('is not %s', (_, text) => {
    expect(isReport(text)).toBe(false);
  });
});
