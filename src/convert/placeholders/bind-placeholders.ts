import { isMap, type Manifest } from '../../base';
import { pythonName } from '../printing/python-names';
import type { InputObject } from '../reading/input-object';
import type { Examples } from './examples';
import { freeName, propName } from './identifiers';
import { type Mark, marksIn } from './marks';
import type { Placeholder } from './placeholder';

/** Objects in which an example replaces each placeholder, so they are what a program creates with these examples. */
export interface BoundObjects {
  readonly objects: readonly InputObject[];
  readonly placeholders: readonly Placeholder[];
}

type Keys = readonly (string | number)[];

/** A use of a placeholder: what it is the whole of can be a number. */
interface Use extends Mark {
  readonly isNumber: boolean;
}

/** Integer fields of Kubernetes and Calico, in which a placeholder without quotes stands for a number. */
const NUMBERS: ReadonlySet<unknown> = new Set(
  [
    'replicas minReplicas maxReplicas port containerPort hostPort nodePort order severity threshold number',
    'initialDelaySeconds periodSeconds timeoutSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
    'revisionHistoryLimit progressDeadlineSeconds backoffLimit completions parallelism runAsUser runAsGroup fsGroup',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Finds the placeholders of all objects, and replaces them.
 *
 * @param examples of the files of the objects
 */
export function bindPlaceholders(objects: readonly InputObject[], examples: Examples): BoundObjects {
  const uses = new Map<string, Use[]>();
  for (const use of objects.flatMap(usesIn)) {
    const own = uses.get(use.name);
    if (own === undefined) {
      uses.set(use.name, [use]);
    } else {
      own.push(use);
    }
  }
  const placeholders = new Map<string, Placeholder>();
  const taken = new Set<string>();
  for (const [name, own] of uses) {
    const prop = freeName(propName(name), (wanted) => taken.has(pythonName(wanted)));
    taken.add(pythonName(prop));
    // The name of a cluster is a string, wherever it is used besides.
    const isNumber = prop !== 'clusterName' && own.every((use) => use.isNumber);
    const type = isNumber ? 'number' : 'string';
    const texts = [...new Set(own.map((use) => use.text))];
    placeholders.set(name, { name, texts, prop, type, example: examples.exampleFor({ prop, type }) });
  }
  return {
    placeholders: [...placeholders.values()],
    objects: placeholders.size === 0 ? objects : objects.map((object) => bound(object, placeholders)),
  };
}

function usesIn({ manifest, isPlain }: InputObject): Use[] {
  const uses: Use[] = [];
  visit(manifest, [], (text, keys) => {
    const marks = marksIn(text, keys, manifest);
    const isWhole = marks.length === 1 && marks[0]?.text === text;
    const isNumber = isWhole && NUMBERS.has(keys[keys.length - 1]) && isPlain(keys);
    uses.push(...marks.map((mark) => ({ ...mark, isNumber })));
  });
  return uses;
}

function visit(data: unknown, keys: Keys, found: (text: string, keys: Keys) => void): void {
  if (typeof data === 'string') {
    found(data, keys);
  } else if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) {
      visit(item, [...keys, index], found);
    }
  } else if (isMap(data)) {
    for (const [key, item] of Object.entries(data)) {
      // A key is at the place of its map, and so never a number.
      found(key, keys);
      visit(item, [...keys, key], found);
    }
  }
}

function bound(object: InputObject, placeholders: ReadonlyMap<string, Placeholder>): InputObject {
  const { manifest } = object;
  const replace = (text: string, keys: Keys): string | number => {
    const marks = marksIn(text, keys, manifest);
    const [only] = marks;
    if (marks.length === 1 && only?.text === text) {
      return placeholders.get(only.name)?.example ?? text;
    }
    return marks.toReversed().reduce((result, { text: mark, offset, name }) => {
      return `${result.slice(0, offset)}${placeholders.get(name)?.example}${result.slice(offset + mark.length)}`;
    }, text);
  };
  return { ...object, manifest: mapped(manifest, [], replace) as Manifest };
}

function mapped(data: unknown, keys: Keys, replace: (text: string, keys: Keys) => string | number): unknown {
  if (typeof data === 'string') {
    return replace(data, keys);
  }
  if (Array.isArray(data)) {
    return data.map((item, index) => mapped(item, [...keys, index], replace));
  }
  return isMap(data)
    ? Object.fromEntries(
        Object.entries(data).map(([key, item]) => [String(replace(key, keys)), mapped(item, [...keys, key], replace)]),
      )
    : data;
}
