import { type Keys, valueAt } from '../../base';
import type { ContainerPlace } from '../../kubernetes';
import { type AdJobVariable, adJobVariable } from './ad-job-variables';

/** A variable of a container, as the container sees it. */
export interface Variable {
  readonly name: unknown;
  /** The string that the container reads; undefined if the manifest does not contain it. */
  readonly value: string | undefined;
  /** Undefined if it is not a variable of the jobs. */
  readonly known: AdJobVariable | undefined;
  /** Field path of the value. */
  readonly keys: Keys;
  /** Field path of the name. */
  readonly nameKeys: Keys;
}

/** The environment of one container. If entries have the same name, only the last one counts, as in Kubernetes. */
export interface Environment {
  readonly keys: Keys;
  /** Whether `env` can be read: it is a list, or absent. */
  readonly readable: boolean;
  readonly variables: readonly Variable[];
  /** Whether the container may have a variable of this name, from `env` or from `envFrom`. */
  readonly mayHave: (name: string) => boolean;
}

/** `$(NAME)` refers to another variable, and `$$` is a dollar sign. */
const REFERENCE = /\$\$|\$\(([^()]*)\)/g;

/** Kubernetes sets these for every Service that is older than the pod. */
const OF_A_SERVICE = /_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)/;

export function environmentOf({ container, keys }: ContainerPlace): Environment {
  const env = valueAt(container, 'env');
  const entries: unknown[] = Array.isArray(env) ? env : [];
  const comesFromElsewhere = sourcesOf(valueAt(container, 'envFrom'));
  const names = entries.map((entry) => valueAt(entry, 'name'));
  const lastOf = new Map(names.map((name, index) => [name, index]));
  const twice = new Set(names.filter((name, index) => lastOf.get(name) !== index));
  const values = new Map<unknown, string | undefined>();
  const variables = entries.flatMap((entry, index): Variable[] => {
    const name = names[index];
    const value = expand(stringOf(entry), values, comesFromElsewhere);
    values.set(name, value);
    if (typeof name === 'string' && lastOf.get(name) !== index) {
      return [];
    }
    const at = [...keys, 'env', index];
    const valueKeys = isFindable(name) && !twice.has(name) ? [...keys, 'env', { itemName: name }] : [...at, 'value'];
    return [{ name, value, known: adJobVariable(name), keys: valueKeys, nameKeys: [...at, 'name'] }];
  });
  return {
    keys: [...keys, 'env'],
    readable: env === undefined || env === null || Array.isArray(env),
    variables,
    mayHave: (name) => lastOf.has(name) || comesFromElsewhere(name),
  };
}

/**
 * Null and missing values are the empty string. The API server rejects values that are not strings, so they are
 * undefined.
 */
function stringOf(entry: unknown): string | undefined {
  const value = valueAt(entry, 'value') ?? '';
  const from = valueAt(entry, 'valueFrom') ?? undefined;
  return typeof value === 'string' && from === undefined ? value : undefined;
}

/** Whether `envFrom` may add a variable of a name: the manifest contains only the prefix of the names. */
function sourcesOf(envFrom: unknown): (name: string) => boolean {
  const prefixes = (Array.isArray(envFrom) ? envFrom : []).map((source) => String(valueAt(source, 'prefix') ?? ''));
  return (name) => prefixes.some((prefix) => name.startsWith(prefix));
}

/** Linux starts no program with a longer variable; without a limit, 40 that each name the previous one twice fill the memory. */
const LONGEST_VALUE = 131_072;

/**
 * Expands the variables in a value; undefined if the manifest does not contain the value of one of them, or it would be
 * too long.
 */
function expand(
  value: string | undefined,
  before: ReadonlyMap<unknown, string | undefined>,
  comesFromElsewhere: (name: string) => boolean,
): string | undefined {
  // Most values refer to nothing.
  if (!value?.includes('$')) {
    return value;
  }
  let known = true;
  let length = value.length;
  const expanded = value.replace(REFERENCE, (text, name?: string) => {
    if (name === undefined) {
      return '$';
    }
    if (!before.has(name)) {
      known &&= !comesFromElsewhere(name) && !OF_A_SERVICE.test(name);
      return text;
    }
    const inserted = before.get(name);
    length += inserted?.length ?? 0;
    known &&= inserted !== undefined && length <= LONGEST_VALUE;
    return known && inserted !== undefined ? inserted : '';
  });
  return known ? expanded : undefined;
}

/** Whether a path can refer to the entry: its name is a string that can be part of a path. */
function isFindable(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && !/[[\]]/.test(name) && !/^\d+$/.test(name);
}
