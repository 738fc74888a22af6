import { ClusterApi, type ConnectOptions } from './cluster-api';
import { type ClusterFacts, readFacts } from './cluster-facts';

/**
 * What the cluster of the current context says of itself.
 *
 * @throws FindingsError when no kubeconfig leads to a cluster, or a fact cannot be read
 * @throws ApiFailure when the server cannot be reached, or does not know who asks
 */
export async function detect(options: ConnectOptions): Promise<ClusterFacts> {
  return await readFacts(await ClusterApi.connect(options), options.subject);
}
