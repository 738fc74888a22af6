import { JsonPatch } from 'cdk8s';

/** Patches that take fields out, whether they are there or not: a JSON patch by itself cannot remove what is missing. */
export function omit(path: string, ...fields: readonly string[]): JsonPatch[] {
  return fields.flatMap((field) => [JsonPatch.add(`${path}/${field}`, null), JsonPatch.remove(`${path}/${field}`)]);
}
