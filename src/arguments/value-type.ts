import type { Finding } from '../base';

/** What a prop or an argument must be. TypeScript and jsii check it when a program is compiled, plain JavaScript does not. */
export interface ValueType<T> {
  /** What is wrong with a value as one of this type; the path is where it was passed. */
  readonly problems: (value: unknown, path: string) => Finding[];
  /** Never set: it keeps the types of two props apart when this library is compiled. */
  readonly type?: T;
}

/** A type whose value may be left out. */
export interface OptionalType<T> extends ValueType<T> {
  readonly optional: true;
}

/** The types of all props of a struct. A prop that is added to the struct has to be added here too. */
export type Shape<Props> = {
  readonly [Name in keyof Props]-?: undefined extends Props[Name]
    ? OptionalType<NonNullable<Props[Name]>>
    : RequiredType<Props[Name]>;
};

type RequiredType<T> = ValueType<T> & { readonly optional?: never };

/** A value that may be left out. `null` is not the same as leaving it out. */
export function optional<T>(type: ValueType<T>): OptionalType<T> {
  return { problems: type.problems, optional: true };
}

export function isOptional(type: ValueType<unknown>): boolean {
  return 'optional' in type && type.optional === true;
}
