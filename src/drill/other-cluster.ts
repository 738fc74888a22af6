import { type CalicoCluster, CalicoTopology } from '../calico';

/** The names of two clusters, as far as they differ. */
export interface TwoClusters {
  readonly own: string;
  readonly other: string;
}

/**
 * Whether something is for another cluster than a drill. Clusters that store their own logs have no names of their own, so
 * two of them are taken for the same one if their releases are the same.
 *
 * @returns undefined if it is for the same one, or if one of them is not known
 */
export function otherCluster(
  other: CalicoCluster | undefined,
  own: CalicoCluster | undefined,
): TwoClusters | undefined {
  if (own === undefined || other === undefined) {
    return undefined;
  }
  const names = { own: titleOf(own), other: titleOf(other) };
  if (names.own !== names.other) {
    return names;
  }
  const releases = { own: own.release.displayName, other: other.release.displayName };
  return releases.own === releases.other
    ? undefined
    : { own: `${names.own} with ${releases.own}`, other: `${names.other} with ${releases.other}` };
}

function titleOf({ topology, name }: CalicoCluster): string {
  return topology === CalicoTopology.MANAGED ? `the cluster ${name}` : `a ${topology} cluster`;
}
