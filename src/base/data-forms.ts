/** What data of several clusters have in common: plain data, in which a mark replaces the name of the cluster. */
const NAME = Symbol('name of the cluster');

/** The name that a mark replaces, where it is a whole string; a symbol for data without one. */
type Name = string | symbol;

/** Whether data match a form, except for the name in it. */
export function isAlike(data: unknown, form: unknown, name: Name): boolean {
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

function haveAlikeItems(data: readonly unknown[], form: readonly unknown[], name: Name): boolean {
  let index = data.length === form.length ? 0 : -1;
  while (index >= 0 && index < form.length && isAlike(data[index], form[index], name)) {
    index += 1;
  }
  return index === form.length;
}

/** In the same order, because cdk8s can be configured to keep it. */
function haveAlikeFields(data: Fields, form: Fields, name: Name): boolean {
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

/** The form of data. It is a copy, because the program that made the data may change them for the next cluster. */
export function formOf(data: unknown, name: Name): unknown {
  if (Array.isArray(data)) {
    return data.map((item) => formOf(item, name));
  }
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, formOf(value, name)]));
  }
  return data === name ? NAME : data;
}

/** Whether a form contains all of the data: no instances of classes, which may change, and no field with the name. */
export function isPlainData(data: unknown, name: Name): boolean {
  if (Array.isArray(data)) {
    return data.every((item) => isPlainData(item, name));
  }
  if (typeof data === 'object' && data !== null) {
    return isMap(data) && !Object.hasOwn(data, name) && Object.values(data).every((value) => isPlainData(value, name));
  }
  return typeof data !== 'function' && typeof data !== 'symbol' && typeof data !== 'bigint';
}

function isMap(value: object): value is Fields {
  return Object.getPrototypeOf(value) === Object.prototype;
}
