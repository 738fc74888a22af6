import { FindingsError, type Manifest, textAt, withListener } from '../base';
import { CalicoRelease, MADE_FOR } from '../calico';

interface ObjectOfCluster {
  readonly manifest: Manifest;
  readonly cluster: string;
}

/** The releases that objects of this library state in an annotation. */
export class StatedReleases {
  /** By the name of a cluster, each release as it is written. */
  private readonly byCluster = new Map<string, Map<string, CalicoRelease>>();

  constructor(objects: readonly ObjectOfCluster[]) {
    for (const { manifest, cluster } of objects) {
      const release = statedBy(manifest);
      if (release !== undefined) {
        const known = this.byCluster.get(cluster) ?? new Map();
        this.byCluster.set(cluster, known.set(String(release), release));
      }
    }
  }

  /** That of the object, or the only one that others of its cluster state. */
  of({ manifest, cluster }: ObjectOfCluster): CalicoRelease | undefined {
    const [first, ...others] = this.byCluster.get(cluster)?.values() ?? [];
    return statedBy(manifest) ?? (others.length === 0 ? first : undefined);
  }
}

/** An annotation that is not a release says nothing. */
function statedBy(manifest: Manifest): CalicoRelease | undefined {
  const text = textAt(manifest, 'metadata', 'annotations', MADE_FOR.release);
  try {
    return text === ''
      ? undefined
      : withListener(
          () => undefined,
          () => CalicoRelease.parse(text),
        );
  } catch (error) {
    if (error instanceof FindingsError) {
      return undefined;
    }
    throw error;
  }
}
