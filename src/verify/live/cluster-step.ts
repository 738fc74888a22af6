import { fieldPath } from '../../base';
import { readFacts } from './cluster-facts';
import { ok, type Step, StepName } from './step';

/** The cluster can be reached, and its release, topology and name can be read. */
export const CLUSTER_STEP: Step = {
  name: StepName.CLUSTER,
  run: async (walk) => {
    walk.facts = await readFacts(walk.api, walk.subject);
    const { release, topology, name, doubts } = walk.facts;
    const { displayName } = release.calicoRelease;
    return ok(
      `${displayName}, ${topology.value}, ${name?.value ?? 'name not stored on the cluster'}, at ${walk.api.server}`,
      ...doubts.map(({ keys, message }) => `${fieldPath(keys)} ${message}`),
    );
  },
};
