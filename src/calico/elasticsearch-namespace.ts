import { CalicoTopology, type ClusterKind } from './calico-topology';

/** The namespace of the pods that answer for Elasticsearch: in managed clusters, those of guardian. */
export function elasticsearchNamespace({ release, topology }: ClusterKind): string {
  return topology === CalicoTopology.MANAGED ? release._features.guardian.namespace : 'tigera-elasticsearch';
}
