import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import { dateTime, type Finding, type Keys, suggestion } from '../base';
import { typeProblem, unknownProp } from './argument-rules';
import { isOptional, type Shape, type ValueType } from './value-type';

const QUOTED: readonly string[] = ['number', 'boolean', 'bigint'];

/**
 * A string.
 *
 * @param hint what to write instead of a number
 */
export function text(hint = ''): ValueType<string> {
  return primitive('string', (value) => (QUOTED.includes(typeof value) ? `a string; quote it${hint}` : 'a string'));
}

export const TEXT: ValueType<string> = text();

/** The allowed range is checked by separate rules. */
export const NUMBER: ValueType<number> = primitive('number', (value) =>
  typeof value === 'string' ? 'a number; remove the quotes' : 'a number',
);

export const FLAG: ValueType<boolean> = primitive('boolean', (value) =>
  typeof value === 'string' ? 'true or false; remove the quotes' : 'true or false',
);

export const TEXT_OR_NUMBER: ValueType<string | number> = {
  problems: (value, keys) =>
    typeof value === 'string' || typeof value === 'number' ? [] : typeProblem(keys, value, 'a string or a number'),
};

/** A value of one of two types. */
export function either<A, B>(first: ValueType<A>, second: ValueType<B>, expected: string): ValueType<A | B> {
  return {
    problems: (value, keys) =>
      [first, second].some((type) => type.problems(value, keys).length === 0) ? [] : typeProblem(keys, value, expected),
  };
}

export const TEXTS: ValueType<string[]> = list(TEXT);

/** Labels, annotations and the like. */
export const TEXT_MAP: ValueType<{ readonly [key: string]: string }> = {
  problems: (value, keys) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => TEXT.problems(item, [...keys, key]))
      : typeProblem(keys, value, 'an object with string values'),
};

/**
 * A length of time. Two copies of cdk8s may be in one program, so it is identified by its methods. cdk8s makes durations of
 * NaN and Infinity, too.
 */
export const DURATION: ValueType<Duration> = {
  problems: (value, keys) =>
    DURATION_METHODS.every((method) => isLength(value, method))
      ? []
      : typeProblem(keys, value, 'a Duration, such as Duration.minutes(5)'),
};

/** An amount of memory. Two copies of cdk8s may be in one program, so it is identified by its methods. */
export const SIZE: ValueType<Size> = {
  problems: (value, keys) =>
    SIZE_METHODS.every((method) => isLength(value, method, { rounding: SizeRoundingBehavior.NONE }))
      ? []
      : typeProblem(keys, value, 'a Size, such as Size.gibibytes(2)'),
};

/** The methods that tell a Size from anything else; the first one is called. */
const SIZE_METHODS = ['toKibibytes', 'toMebibytes'] as const;

/** The methods of Duration that this library calls. */
const DURATION_METHODS = ['toMilliseconds', 'toSeconds'] as const;

function isLength(value: unknown, method: string, options: object = { integral: false }): boolean {
  const convert: unknown = isObject(value) ? Reflect.get(value, method) : undefined;
  return typeof convert === 'function' && Number.isFinite(convert.call(value, options));
}

/** A time. It may come from another realm, so it is identified by what it contains. */
export const DATE: ValueType<Date> = {
  problems: (value, keys) => {
    const time = dateTime(value);
    if (time === undefined) {
      return typeProblem(keys, value, "a Date, such as new Date('2026-12-01T08:00:00Z')");
    }
    return Number.isNaN(time)
      ? typeProblem(keys, value, 'a valid Date; the arguments of new Date() were not a time')
      : [];
  },
};

function primitive<T>(type: string, expected: (value: unknown) => string): ValueType<T> {
  return { problems: (value, keys) => (typeof value === type ? [] : typeProblem(keys, value, expected(value))) };
}

/** A member of an enum, by its value. */
export function enumOf<T extends string>(name: string, members: Readonly<Record<string, T>>): ValueType<T> {
  const values: readonly string[] = Object.values(members);
  return {
    problems: (value, keys) => {
      if (typeof value === 'string' && values.includes(value)) {
        return [];
      }
      const hint = typeof value === 'string' ? suggestion(value, values) : '';
      return typeProblem(keys, value, `a member of ${name}: ${values.join(', ')}${hint}`);
    },
  };
}

export function list<T>(item: ValueType<T>): ValueType<T[]> {
  return {
    problems: (value, keys) =>
      Array.isArray(value)
        ? // A list with holes has nothing there, which map and flatMap would skip.
          Array.from(value).flatMap((element, index) => item.problems(element, [...keys, index]))
        : typeProblem(keys, value, 'a list'),
  };
}

const RTTI = Symbol.for('jsii.rtti');

/**
 * An instance of a class.
 *
 * @param name of the class
 * @param type the class, read late, since it may not be there yet when the module is loaded
 * @param how what to write
 */
export function instance<T>(name: string, type: () => { readonly prototype: T }, how = ''): ValueType<T> {
  return {
    problems: (value, keys) =>
      Object.prototype.isPrototypeOf.call(Object(type().prototype), Object(value)) || isNamed(value, name)
        ? []
        : typeProblem(keys, value, `${articleOf(name)} ${name}${how}`),
  };
}

/** The indefinite article of a class. */
function articleOf(name: string): string {
  return /^[AEIO]/.test(name) ? 'an' : 'a';
}

/** Whether a value is of a class of this name: of another copy of the package, for which `instanceof` is false. */
function isNamed(value: unknown, name: string): boolean {
  let prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : null;
  while (typeof prototype === 'object' && prototype !== null) {
    const type: unknown = Reflect.get(prototype, 'constructor');
    if (typeof type === 'function' && (type.name === name || fqnOf(type)?.endsWith(`.${name}`))) {
      return true;
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

/** The name that jsii gives to a class; it is still there where a bundler shortened the class's own. */
function fqnOf(type: object): string | undefined {
  const rtti: unknown = Object.hasOwn(type, RTTI) ? Reflect.get(type, RTTI) : undefined;
  const fqn: unknown = isObject(rtti) ? Reflect.get(rtti, 'fqn') : undefined;
  return typeof fqn === 'string' ? fqn : undefined;
}

/** What implements an interface, by the properties that it must have. */
export function implementing<T>(how: string, shape: Shape<T>): ValueType<T> {
  return {
    problems: (value, keys) => (isObject(value) ? propProblems(value, keys, shape) : typeProblem(keys, value, how)),
  };
}

/** How a struct treats keys that are not in its shape. */
export interface StructOptions {
  /** Name of its type, for messages. */
  readonly name: string;
  /** Whether it may have more props than the shape lists; only those that look like a misspelt one are then reported. */
  readonly open?: boolean;
}

/** A plain object with named props. */
export function struct<Props>(options: StructOptions, shape: Shape<Props>): ValueType<Props> {
  const names = Object.keys(shape);
  return {
    problems: (value, keys) => {
      if (!isObject(value)) {
        // Arguments are called after the type: the props of a construct, the options of a factory.
        const argument = options.name.endsWith('Options') ? 'options' : 'props';
        return typeProblem(keys.length === 0 ? [argument] : keys, value, `an object of type ${options.name}`);
      }
      return [...propProblems(value, keys, shape), ...unknownKeys(value, keys, options, names)];
    },
  };
}

/** What is wrong with the props that a shape lists. */
export function propProblems<Props>(
  value: object,
  keys: Keys,
  shape: { readonly [Name in keyof Props]-?: ValueType<unknown> },
): Finding[] {
  const findings: Finding[] = [];
  for (const name in shape) {
    const type = shape[name];
    const prop: unknown = Reflect.get(value, name);
    if (prop !== undefined || !isOptional(type)) {
      findings.push(...type.problems(prop, [...keys, name]));
    }
  }
  return findings;
}

/** An object of a class may have more than what is asked of it, as TypeScript allows too. */
function unknownKeys(
  value: object,
  keys: Keys,
  { name, open = false }: StructOptions,
  known: readonly string[],
): Finding[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return [];
  }
  return Object.keys(value)
    .filter((key) => !known.includes(key) && Reflect.get(value, key) !== undefined)
    .map((key) => ({ key, hint: suggestion(key, known) }))
    .filter(({ hint }) => !open || hint !== '')
    .map(({ key, hint }) => unknownProp([...keys, key], name, hint));
}

/** Objects but no lists, and none of those that keep their content inside, such as a Map. */
function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}
