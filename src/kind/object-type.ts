import type { Manifest } from '../base';
import { groupOf, type History, hasSlash } from '../calico';
import type { ObjectSchema } from './object-schema';

/** A type of object of Calico's API. */
export interface ObjectType {
  readonly group: string;
  readonly kind: string;
  /** The name of its resources in URLs and in permissions, such as `globalalerts`. */
  readonly plural: string;
  readonly isNamespaced: boolean;
  /** The releases that have it; all of them if there is no history. */
  readonly isIn?: History<boolean>;
  /** Its fields, where all of them are checked. */
  readonly schema?: ObjectSchema;
}

/** Whether a manifest, in whatever version of the API, is an object of one of the types. */
export function isOneOf({ apiVersion, kind }: Manifest, types: readonly ObjectType[]): boolean {
  const { group } = groupOf(apiVersion);
  return hasSlash(apiVersion) && types.some((type) => type.kind === kind && type.group === group);
}
