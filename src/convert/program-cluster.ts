import { FindingsError, textAt } from '../base';
import { CalicoRelease, CalicoTopology, MADE_FOR, NEWEST_ENTERPRISE } from '../calico';
import type { BoundObjects } from './placeholders/bind-placeholders';
import type { Examples } from './placeholders/examples';
import type { Placeholder } from './placeholders/placeholder';
import type { InputObject } from './reading/input-object';

/** The name of the cluster in a program, and the placeholders with the one for the name, if it is added. */
export interface NamedCluster {
  readonly name?: string;
  readonly placeholders: readonly Placeholder[];
}

/**
 * The name of the cluster that the objects contain, or a prop for it.
 *
 * @param found the names that kinds found in the objects
 * @param examples of the files of the objects, with those of the placeholders
 */
export function nameCluster(
  { objects, placeholders }: BoundObjects,
  topology: CalicoTopology,
  found: readonly (string | undefined)[],
  examples: Examples,
): NamedCluster {
  if (topology !== CalicoTopology.MANAGED) {
    return { placeholders };
  }
  const known = [...found, ...annotationsOf(objects, MADE_FOR.cluster)].find((name) => name !== undefined);
  const own = placeholders.find(({ prop }) => prop === 'clusterName');
  if (known !== undefined || own !== undefined) {
    return { name: known ?? String(own?.example), placeholders };
  }
  const added = { name: 'CLUSTERNAME', texts: [], prop: 'clusterName', type: 'string' } as const;
  const example = examples.exampleFor(added);
  return { name: String(example), placeholders: [...placeholders, { ...added, example }] };
}

/** The release that our constructs wrote into the objects, or the newest one. */
export function releaseOf(objects: readonly InputObject[]): string {
  return annotationsOf(objects, MADE_FOR.release).find(isRelease) ?? NEWEST_ENTERPRISE;
}

function annotationsOf(objects: readonly InputObject[], key: string): string[] {
  const texts = objects.map(({ manifest }) => textAt(manifest, 'metadata', 'annotations', key));
  return texts.filter((text) => text !== '');
}

function isRelease(text: string): boolean {
  try {
    return CalicoRelease.parse(text) !== undefined;
  } catch (error) {
    if (error instanceof FindingsError) {
      return false;
    }
    throw error;
  }
}
