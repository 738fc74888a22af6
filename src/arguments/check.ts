import { Construct } from 'constructs';
import { type Keys, report } from '../base';
import { typeProblem } from './argument-rules';
import { propProblems, TEXT } from './types';
import type { ValueType } from './value-type';

/**
 * Checks the props of a construct, or the options of a factory.
 *
 * @param subject path of the construct, or name of the factory's class
 * @throws FindingsError with everything that has the wrong type; props that do not exist are only reported
 */
export function checkProps<Props>(subject: string, props: Props, type: ValueType<Props>): void {
  report(subject, type.problems(props, []));
}

/**
 * Checks arguments, each by its name.
 *
 * @throws FindingsError with everything that has the wrong type
 */
export function checkArguments<Arguments extends object>(
  subject: string,
  values: Arguments,
  types: { readonly [Name in keyof Arguments]-?: ValueType<NonNullable<Arguments[Name]>> },
): void {
  report(subject, propProblems(values, [], types));
}

/** The scope of a construct, after scope and id were checked, which constructs do not do themselves. */
export function checkedScope(construct: string, scope: Construct, id: string): Construct {
  report(construct, [...scopeProblems(scope), ...TEXT.problems(id, ['id'])]);
  return scope;
}

/** A chart, or any other construct. */
export const SCOPE: ValueType<Construct> = { problems: scopeProblems };

function scopeProblems(value: unknown, keys: Keys = ['scope']) {
  return Construct.isConstruct(value) ? [] : typeProblem(keys, value, 'a construct, such as a Chart');
}
