import type { ApiObject } from 'cdk8s';
import { PlainObject } from '../../kubernetes';

/** How many forms of one object are kept: of other releases, topologies, sites. */
const MOST_FORMS = 8;

/** How many objects are kept before they are forgotten: a program may call them otherwise for each cluster. */
const MOST_OBJECTS = 500;

/** Stands for the name of the cluster. */
const NAME = Symbol('name of the cluster');

/** The text of a manifest, divided where it has the name of the cluster. */
export type TextParts = readonly string[];

/** What an object was made from, with a mark for the name of the cluster, and its manifest for any name. */
interface Form {
  readonly data: unknown;
  readonly text: TextParts;
}

/**
 * The manifests of objects that were rendered for another cluster before. What clusters get is often the same but for
 * their names, and to compare data takes far less time than to render and print them.
 */
export class KnownObjects {
  /** By the paths of the objects below their chart, which may be called like the cluster. */
  private readonly forms = new Map<string, Form[]>();

  /**
   * @param name of the cluster that the object is for
   * @returns the manifest of an object for a cluster of any name; undefined where it is not known
   */
  find(object: ApiObject, name: string): TextParts | undefined {
    const forms = this.forms.get(pathOf(object));
    const data = forms === undefined ? undefined : PlainObject.dataOf(object);
    return data === undefined ? undefined : forms?.find((form) => isAlike(data, form.data, name))?.text;
  }

  /** Keeps the manifest of an object, a text that is right for any name; for objects of plain data only. */
  add(object: ApiObject, name: string, text: TextParts): void {
    const data = PlainObject.dataOf(object);
    if (data !== undefined && isPlain(data, name)) {
      const others = this.forms.get(pathOf(object)) ?? [];
      if (this.forms.size === MOST_OBJECTS) {
        this.forms.clear();
      }
      this.forms.set(pathOf(object), [{ data: formOf(data, name), text }, ...others.slice(0, MOST_FORMS - 1)]);
    }
  }
}

function pathOf({ node, chart }: ApiObject): string {
  return node.path.slice(chart.node.path.length);
}

/** Whether data match a form, in which a mark replaces the name. */
function isAlike(data: unknown, form: unknown, name: string): boolean {
  if (data === name) {
    return form === NAME;
  }
  if (typeof data !== 'object' || data === null) {
    return Object.is(data, form);
  }
  if (typeof form !== 'object' || form === null) {
    return false;
  }
  return Array.isArray(data)
    ? Array.isArray(form) && haveAlikeItems(data, form, name)
    : isMap(data) && isMap(form) && haveAlikeFields(data, form, name);
}

function haveAlikeItems(data: readonly unknown[], form: readonly unknown[], name: string): boolean {
  let index = data.length === form.length ? 0 : -1;
  while (index >= 0 && index < form.length && isAlike(data[index], form[index], name)) {
    index += 1;
  }
  return index === form.length;
}

/** In the same order, because cdk8s can be configured to keep it. */
function haveAlikeFields(data: Fields, form: Fields, name: string): boolean {
  const fields = Object.keys(form);
  let index = 0;
  for (const field in data) {
    if (field !== fields[index] || !isAlike(data[field], form[field], name)) {
      return false;
    }
    index += 1;
  }
  return index === fields.length;
}

type Fields = Readonly<Record<string, unknown>>;

/** A copy: who made the data may change them for the next cluster. */
function formOf(data: unknown, name: string): unknown {
  if (Array.isArray(data)) {
    return data.map((item) => formOf(item, name));
  }
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, formOf(value, name)]));
  }
  return data === name ? NAME : data;
}

/** Whether a form says all: cdk8s looks nothing up when it renders the data, and no field is called like the cluster. */
function isPlain(data: unknown, name: string): boolean {
  if (Array.isArray(data)) {
    return data.every((item) => isPlain(item, name));
  }
  if (typeof data === 'object' && data !== null) {
    return isMap(data) && !Object.hasOwn(data, name) && Object.values(data).every((value) => isPlain(value, name));
  }
  return typeof data !== 'function' && typeof data !== 'symbol' && typeof data !== 'bigint';
}

function isMap(value: object): value is Fields {
  return Object.getPrototypeOf(value) === Object.prototype;
}
