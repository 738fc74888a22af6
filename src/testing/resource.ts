import { valueAt } from '../base';

/** A Kubernetes object as it appears in the manifest. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into objects of every kind
  readonly [field: string]: any;
}

/** The fields that a resource must have, or a matcher for the whole resource. */
export type ResourcePattern = object;

/**
 * Whether a resource is of a kind. Two API groups may have a kind of the same name, such as NetworkPolicy; the group tells
 * them apart as it does for kubectl: `NetworkPolicy.projectcalico.org`, `NetworkPolicy.v3.projectcalico.org`.
 */
export function isOfKind(resource: Resource, wanted: string): boolean {
  return namesOfKind(resource).includes(wanted);
}

/** The kind of a resource, with its group where that was asked for. */
export function kindOf(resource: Resource, wanted: string): string {
  return namesOfKind(resource)[wanted.includes('.') ? 1 : 0];
}

function namesOfKind({ apiVersion, kind }: Resource): [kind: string, withGroup: string, withVersion: string] {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return [kind, `${kind}.${group}`, `${kind}.${version}.${group}`];
}

/** @throws Error when the value is not a Kubernetes object */
export function asResource(value: unknown, index: number): Resource {
  for (const field of ['apiVersion', 'kind']) {
    if (typeof valueAt(value, field) !== 'string') {
      throw new Error(`objects[${index}] is not a Kubernetes object: it has no ${field}`);
    }
  }
  return value as Resource;
}
