import { array, assert, constantFrom, property } from 'fast-check';
import { isScalar, parseDocument, type Scalar, stringify } from 'yaml';
import { placeInScalar } from '../../src/reading';
import { cpuMillis } from '../cpu-time';
import { alertText, lintText, places } from '../lint/lint-text';

const UNKNOWN = 'spec.query query/unknown-field';

/** Pieces that each form of a scalar treats in a way of its own. */
const PIECES = ['a', 'bc', ' ', '  ', '\n', '\n\n', "'", '"', '\\', '#', ': ', '\t', 'é', '😀', '\u0007', '\u00a0'];
const TYPES = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'] as const;

function scalarOf(source: string): Scalar | undefined {
  const node = parseDocument(source).get('key', true);
  return isScalar(node) ? node : undefined;
}

describe('the place of a character in a scalar', () => {
  it('is where that character is written, whatever the form of the scalar', () => {
    let looked = 0;
    assert(
      property(array(constantFrom(...PIECES), { maxLength: 30 }), constantFrom(...TYPES), (pieces, type) => {
        const text = pieces.join('');
        const source = stringify(
          { key: text, next: 1 },
          { defaultStringType: type, lineWidth: 20, minContentWidth: 5 },
        );
        const scalar = scalarOf(source);
        if (scalar === undefined || scalar.value !== text) {
          return;
        }
        for (let offset = 0; offset < text.trimEnd().length; offset += 1) {
          const written = source.slice(placeInScalar(scalar, source, offset));
          // An escape is as good; what is blank may be folded, and the second half of a pair is with the first.
          if (!/[\s\ude00]/.test(text.charAt(offset))) {
            const isThere = written.startsWith('\\') || written.startsWith(text.charAt(offset));
            expect([source, offset, isThere]).toEqual([source, offset, true]);
            looked += 1;
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(looked).toBeGreaterThan(5_000);
  });

  it.each<[string, string[], string[]]>([
    ['literal', ['query: |', '  dest_port = 22 AND', '  dest_prt = 22'], ['11:5']],
    ['literal, with an indicator and a comment', ['query: |2- # dest_prt', '   dest_prt = 22'], ['10:6']],
    ['folded, with a line that is indented further', ['query: >-', '  proto = tcp AND', '    dest_prt = 22'], ['11:7']],
    ['folded, with an empty line', ['query: >', '  proto = tcp', '', '  AND dest_prt = 22'], ['12:9']],
    ['plain on two lines', ['query: proto = tcp', '  AND dest_prt = 22'], ['10:9']],
    ['in single quotes', ["query: 'proto = ''tcp''", "  AND dest_prt = 22'"], ['10:9']],
    [
      'in double quotes, with escapes',
      ['query: "proto = \\"tcp\\"\\', '  \\ AND dest_p\\x72t = 22 AND \\u0061ction_ = allow"'],
      ['10:11', '10:32'],
    ],
  ])('is found: %s', (_, lines, expected) => {
    const { findings } = lintText(alertText('severity: 1', ...lines));
    expect(places(findings)).toEqual(expected.map((place) => `${place} ${UNKNOWN}`));
    expect(places(lintText(alertText('severity: 1', ...lines).replaceAll('\n', '\r\n')).findings)).toEqual(
      places(findings),
    );
  });

  it('is that of each variable, and the end of a query that breaks off', () => {
    const { findings } = lintText(
      alertText('severity: 1', 'summary: >-', '  SSH of ${a}', '  and of ${b', 'query: |', '  dest_port', '  ='),
    );
    expect(places(findings)).toEqual([
      '10:12 spec.summary global-alert/variable-unknown',
      '11:12 spec.summary global-alert/variable-unclosed',
      '14:6 spec.query query/syntax',
    ]);
    expect(findings.map(({ message }) => message).join()).not.toMatch(/column/);
  });

  it('is the alias where the string is elsewhere', () => {
    const text = alertText('severity: 1', 'summary: &q dest_prt = 22', 'query: *q');
    expect(places(lintText(text).findings)).toEqual([`10:10 ${UNKNOWN}`]);
  });

  it('takes no longer for many findings in a long string', () => {
    const query = Array.from({ length: 3_000 }, (_, index) => `a${index} = b`).join('\n    OR ');
    const millis = cpuMillis(() => {
      expect(lintText(alertText('severity: 1', 'query: |', `  ${query}`)).findings.length).toBeLessThanOrEqual(100);
    });
    expect(millis).toBeLessThan(5_000);
  });
});

describe('a field that is not there', () => {
  it('is said not to be, at what it is missing in', () => {
    const { findings } = lintText(alertText());
    expect(findings.map(({ line, column, isAbsent }) => [line, column, isAbsent])).toEqual([[6, 3, true]]);
  });

  it('is at the kind where the object lacks it', () => {
    const { findings } = lintText('apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: a\n');
    expect(places(findings)).toEqual(['2:7 spec global-alert/spec-missing']);
  });
});
