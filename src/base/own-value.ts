/** The value of a table's own key; undefined for other strings, such as `constructor`, which every object seems to have. */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
