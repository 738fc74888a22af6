/** Keys of the annotations that tell what an object was made for. */
export const MADE_FOR = {
  release: 'calico-threat-defense/release',
  topology: 'calico-threat-defense/topology',
  cluster: 'calico-threat-defense/cluster',
} as const;
