/** The way to a value of plain data, by names of fields and indices of lists. */
export type DataKeys = readonly (string | number)[];

/** The item of a list that has a name, such as an environment variable of a container. It stands for the item's value. */
export interface NamedItem {
  readonly itemName: string;
}

/** The way to a place inside a document: names of fields, indices of lists, or names of their items. */
export type Keys = readonly (string | number | NamedItem)[];

/**
 * The same as findings print it: `spec.template.spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`. A
 * single key is printed as it is: it is a field at the top, a prop, a variable or a file.
 */
export function fieldPath(keys: Keys): string {
  const [first] = keys;
  if (keys.length === 1 && typeof first === 'string') {
    return first;
  }
  return keys.map(step).join('').replace(/^\./, '');
}

function step(key: Keys[number]): string {
  if (typeof key === 'string') {
    return /^[^.[\]]+$/.test(key) ? `.${key}` : `[${key}]`;
  }
  return `[${typeof key === 'number' ? key : key.itemName}]`;
}

/** Whether the way begins with these keys. */
export function beginsWith(keys: Keys, start: Keys): boolean {
  return start.every((key, index) => key === keys[index]);
}
