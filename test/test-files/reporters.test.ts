import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { Parser, type Result } from 'tap-parser';
import { type CaseResult, TEST_REPORTERS, type TestFileResult } from '../../src/test-files';
import { UNSAFE_TEXT, unsafeLines } from '../unsafe-text';

const STATUSES = fc.constantFrom<CaseResult['status']>('passed', 'failed', 'error');

const CASES: fc.Arbitrary<CaseResult> = fc
  .tuple(UNSAFE_TEXT, UNSAFE_TEXT, UNSAFE_TEXT, STATUSES)
  .map(([name, file, text, status]) => ({
    name,
    file,
    line: 1,
    status,
    message: text,
    details: [text, name],
    warnings: [text],
    assumptions: [text],
  }));

const RESULTS: fc.Arbitrary<TestFileResult[]> = fc.array(
  fc.tuple(UNSAFE_TEXT, UNSAFE_TEXT, fc.array(CASES, { maxLength: 3 }), fc.boolean()).map(
    ([file, text, cases, isValid]): TestFileResult =>
      isValid
        ? { file, alert: text, problems: [], cases }
        : {
            file,
            problems: [{ file, line: 1, column: 1, rule: 'test-file/file', path: text, message: text }],
            cases: [],
          },
  ),
  { maxLength: 3 },
);

/** The results of all cases; a file that is not valid is one that fails. */
const outcomes = (results: readonly TestFileResult[]) =>
  results.flatMap(({ problems, cases }) =>
    problems.length > 0 ? [false] : cases.map(({ status }) => status === 'passed'),
  );

describe('a report of test files', () => {
  it.each(Object.keys(TEST_REPORTERS))('is safe to show, whatever names and messages contain: %s', (format) => {
    fc.assert(
      fc.property(RESULTS, (results) => {
        expect(unsafeLines(TEST_REPORTERS[format]?.(results) ?? '?')).toEqual([]);
      }),
    );
  });

  it('is read as TAP, whatever names and messages contain', () => {
    fc.assert(
      fc.property(RESULTS, (results) => {
        const events = Parser.parse(TEST_REPORTERS['tap']?.(results) ?? '', { strict: true });
        const points = events.flatMap((event) => (event[0] === 'assert' ? [event[1] as Result] : []));
        expect(points.map(({ ok }) => ok)).toEqual(outcomes(results));
        expect(points.filter(({ skip, todo }) => skip || todo)).toEqual([]);
        expect(events.filter(([name]) => name === 'extra' || name === 'bailout')).toEqual([]);
      }),
    );
  });

  it('is read as JUnit, whatever names and messages contain', () => {
    fc.assert(
      fc.property(RESULTS, (results) => {
        const text = TEST_REPORTERS['junit']?.(results) ?? '';
        const errors: string[] = [];
        const onError = (level: string, message: string) => errors.push(`${level} ${message}`);
        const xml = new DOMParser({ onError }).parseFromString(text, 'text/xml');
        expect(errors).toEqual([]);
        const cases = [...xml.getElementsByTagName('testcase')];
        const failed = (name: string) => xml.getElementsByTagName(name).length;
        expect(cases).toHaveLength(outcomes(results).length);
        expect(failed('failure') + failed('error')).toBe(outcomes(results).filter((passed) => !passed).length);
      }),
    );
  });
});
