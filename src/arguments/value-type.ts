import type { Finding, Keys } from '../base';

/** The type of a prop or an argument. TypeScript and jsii check it at compile time, plain JavaScript does not. */
export interface ValueType<T> {
  /** What is wrong with a value as one of this type; the path is where it was passed. */
  readonly problems: (value: unknown, keys: Keys) => Finding[];
  /** Never set: it keeps the types of two props apart when this library is compiled. */
  readonly type?: T;
}

/** An optional type. */
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

/** Makes a type optional. `null` is not the same as omitting the value. */
export function optional<T>(type: ValueType<T>): OptionalType<T> {
  return { problems: type.problems, optional: true };
}

export function isOptional(type: ValueType<unknown>): boolean {
  return 'optional' in type && type.optional === true;
}
