import { ClusterApi, type ConnectOptions } from './cluster-api';
import { type ClusterFacts, readFacts } from './cluster-facts';

/**
 * Release, topology and name of the cluster of the current context.
 *
 * @throws FindingsError when a fact cannot be read
 * @throws ApiFailure when the server cannot be reached, or rejects the credentials
 */
export async function detect(options: ConnectOptions): Promise<ClusterFacts> {
  return await readFacts(await ClusterApi.connect(options), options.subject);
}
