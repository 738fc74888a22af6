import { isMap, type Manifest, valueAt } from '../base';
import { MADE_FOR_KEYS } from '../calico';

/** An expression of a program, before it is printed in a programming language. */
export type Expression =
  /** A string, a number, a truth value or null. */
  | { readonly form: 'value'; readonly value: string | number | boolean | null }
  | { readonly form: 'list'; readonly items: readonly Expression[] }
  /** Data whose keys are written as they are. */
  | { readonly form: 'map'; readonly entries: Entries }
  | Struct
  /** A member of an enum, or a static constant of a class. */
  | { readonly form: 'constant'; readonly owner: string; readonly name: string }
  /** A method of a class or of an object. */
  | {
      readonly form: 'call';
      readonly owner: string | Expression;
      readonly method: string;
      readonly args: readonly Expression[];
    }
  /** A moment, in the form of `Date.toISOString` without fractions of a second. */
  | { readonly form: 'date'; readonly text: string };

export type Entries = readonly (readonly [string, Expression])[];

/** The props of a construct or the options of a method, whose names each language spells in its own way. */
export interface Struct {
  readonly form: 'struct';
  readonly type: string;
  readonly fields: Entries;
}

/** A construct that a program creates. */
export interface Construction {
  /** Name of the class. */
  readonly type: string;
  /** The static method that creates it; the constructor if there is none. */
  readonly factory?: string;
  readonly props: Struct;
  /** Methods that are called on it. */
  readonly calls?: readonly { readonly method: string; readonly args: readonly Expression[] }[];
}

/** A difference between an object and what the construct for it creates that does not change what the object does. */
export interface ExpectedDifference {
  /** The way to the field. */
  readonly keys: readonly (string | number)[];
  readonly reason: string;
  /**
   * Whether two values of the field mean the same.
   *
   * @default - if the object has no value, so the construct writes the default
   */
  readonly same?: (input: unknown, created: unknown) => boolean;
}

/** The construct for an object. It is used only if it creates the object, except for the expected differences. */
export interface Conversion {
  readonly construction: Construction;
  readonly expected?: readonly ExpectedDifference[];
  /** The name of the cluster in the object, if it contains one. */
  readonly clusterName?: string;
}

export function value(data: string | number | boolean | null): Expression {
  return { form: 'value', value: data };
}

/** Plain data as an expression. */
export function dataExpression(data: unknown): Expression {
  if (Array.isArray(data)) {
    return { form: 'list', items: data.map(dataExpression) };
  }
  return isMap(data)
    ? { form: 'map', entries: Object.entries(data).map(([key, item]) => [key, dataExpression(item)] as const) }
    : value(data as string | number | boolean | null);
}

/** Fields without a value are omitted. */
export function struct(type: string, fields: Readonly<Record<string, Expression | undefined>>): Struct {
  const present = Object.entries(fields).filter((entry): entry is [string, Expression] => entry[1] !== undefined);
  return { form: 'struct', type, fields: present };
}

export function call(owner: string | Expression, method: string, ...args: readonly Expression[]): Expression {
  return { form: 'call', owner, method, args };
}

export function constant(owner: string, name: string): Expression {
  return { form: 'constant', owner, name };
}

export function list(items: readonly Expression[]): Expression {
  return { form: 'list', items };
}

/** The data at a place of a manifest as an expression; undefined if there is none. */
export function dataAt(manifest: Manifest, ...keys: readonly (string | number)[]): Expression | undefined {
  const data = valueAt(manifest, ...keys);
  return data === undefined ? undefined : dataExpression(data);
}

/** Name, labels and annotations, without the annotations that constructs add by themselves. */
export function metadataFields(manifest: Manifest): Record<'name' | 'labels' | 'annotations', Expression | undefined> {
  return {
    name: dataAt(manifest, 'metadata', 'name'),
    labels: dataAt(manifest, 'metadata', 'labels'),
    annotations: annotationsOf(manifest),
  };
}

function annotationsOf(manifest: Manifest): Expression | undefined {
  const annotations = valueAt(manifest, 'metadata', 'annotations');
  const own = isMap(annotations) ? Object.entries(annotations).filter(([key]) => !MADE_FOR_KEYS.includes(key)) : [];
  return own.length === 0 ? undefined : dataExpression(Object.fromEntries(own));
}
