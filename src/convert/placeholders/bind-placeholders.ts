import { isMap, type Manifest } from '../../base';
import type { InputObject } from '../reading/input-object';
import { exampleFor } from './example-for';
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

/** Finds the placeholders of all objects, and replaces them. */
export function bindPlaceholders(objects: readonly InputObject[], text: string): BoundObjects {
  const uses = objects.flatMap(usesIn);
  const placeholders: Placeholder[] = [];
  for (const name of new Set(uses.map((use) => use.name))) {
    const own = uses.filter((use) => use.name === name);
    const type = own.every(({ isNumber }) => isNumber) ? 'number' : 'string';
    const prop = freeName(propName(name), (taken) => placeholders.some((other) => other.prop === taken));
    const texts = [...new Set(own.map((use) => use.text))];
    placeholders.push({ name, texts, prop, type, example: exampleFor({ prop, type }, placeholders, text) });
  }
  return {
    placeholders,
    objects: placeholders.length === 0 ? objects : objects.map((object) => bound(object, placeholders)),
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

function bound(object: InputObject, placeholders: readonly Placeholder[]): InputObject {
  const { manifest } = object;
  const replace = (text: string, keys: Keys): string | number => {
    const marks = marksIn(text, keys, manifest);
    const [only] = marks;
    const byName = (name: string) => placeholders.find((placeholder) => placeholder.name === name);
    if (marks.length === 1 && only?.text === text) {
      return byName(only.name)?.example ?? text;
    }
    return marks.toReversed().reduce((result, { text: mark, offset, name }) => {
      return `${result.slice(0, offset)}${byName(name)?.example}${result.slice(offset + mark.length)}`;
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
