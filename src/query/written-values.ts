import { errorRule, type Finding, type Keys, report } from '../base';
import type { QueryLiteral } from './query-node';
import { isSubstitutionName } from './words';

const SURROGATE = errorRule({
  id: 'query/lone-surrogate',
  form: 'program',
  what: 'Names and values in a query must be well-formed Unicode.',
  why: 'A lone surrogate cannot be written to a file.',
  bad: "Query.field('process_args').equalTo('\\ud800');",
  good: "Query.field('process_args').equalTo('\\u{1f600}');",
});
const NUMBER = errorRule({
  id: 'query/not-finite',
  form: 'program',
  what: 'A number in a query must be finite.',
  why: 'The query language has no NaN and no infinity.',
  bad: 'FlowFields.BYTES_IN.greaterThan(Number.NaN);',
  good: 'FlowFields.BYTES_IN.greaterThan(1000);',
});
const EMPTY_SET = errorRule({
  id: 'query/empty-set',
  form: 'program',
  what: 'A set in a query must have at least one value.',
  why: 'The query language has no empty set.',
  bad: 'FlowFields.SOURCE_NAMESPACE.isOneOf([]);',
  good: "FlowFields.SOURCE_NAMESPACE.isOneOf(['shop']);",
});
const SUBSTITUTION = errorRule({
  id: 'query/substitution-name',
  form: 'program',
  what: 'The name of a substitution must be valid between ${ and }.',
  why: 'Calico would read a different name, or none.',
  bad: "FlowFields.SOURCE_NAMESPACE.isOneOfSubstitution('a}b');",
  good: "FlowFields.SOURCE_NAMESPACE.isOneOfSubstitution('watched');",
});

/** Checks a string from a program. Any characters are safe, because it is quoted and escaped. */
export function checkText(text: string, keys: Keys): Finding[] {
  if (!/\p{Cs}/u.test(text)) {
    return [];
  }
  const message = 'contains half a surrogate pair, which is not a valid character; remove it';
  return [{ ...SURROGATE, keys, value: text, message }];
}

/** A value to compare with. Numbers with a sign or exponent are quoted, which means the same. */
export function literalOf(value: string | number): QueryLiteral {
  if (typeof value === 'string') {
    report('Query', checkText(value, ['value']));
    return { type: 'text', text: value };
  }
  if (!Number.isFinite(value)) {
    const message = 'must be a finite number; no record contains NaN or infinity';
    report('Query', [{ ...NUMBER, keys: ['value'], value, message }]);
  }
  const written = String(Math.abs(value));
  const bare = value >= 0 && !written.includes('e');
  return { type: bare ? 'number' : 'text', text: `${value < 0 ? '-' : ''}${withoutExponent(written)}` };
}

/** All digits of a number that JavaScript writes as 1e+21 or 1.5e-7. */
function withoutExponent(written: string): string {
  const [mantissa = '', exponent] = written.split('e');
  if (exponent === undefined) {
    return written;
  }
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  return point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`;
}

/** The values of a set. */
export function membersOf(values: readonly string[]): QueryLiteral[] {
  const empty = {
    ...EMPTY_SET,
    keys: ['values'],
    value: values,
    message: 'must contain at least one value; a set cannot be empty',
  };
  report('Query', [
    ...(values.length === 0 ? [empty] : []),
    ...values.flatMap((value, index) => checkText(value, ['values', index])),
  ]);
  return values.map((text) => ({ type: 'text', text }));
}

/** The name of a substitution, which is written as it is. */
export function substitutionOf(name: string): { readonly name: string } {
  const message = 'must not be blank or contain } or control characters; substitution names cannot be escaped';
  report('Query', isSubstitutionName(name) ? [] : [{ ...SUBSTITUTION, keys: ['name'], value: name, message }]);
  return { name };
}

/** The rules that this file checks. */
export const WRITTEN_VALUES_RULES = [SURROGATE, NUMBER, EMPTY_SET, SUBSTITUTION] as const;
