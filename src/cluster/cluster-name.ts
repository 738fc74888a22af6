import { errorRule, type Finding } from '../findings';
import { subdomainProblem } from '../manifest';

const CLUSTER_NAME = errorRule('cluster/name');
const PLACEHOLDER = errorRule('cluster/name-placeholder');

/** The workshop's own placeholders, and the marks of shell and Helm templates that nobody filled in. */
const PLACEHOLDER_TEXT = /CLUSTER_?NAME|\$|\{\{/;

const WHERE_TO_READ_IT =
  'take CLUSTER_NAME of Deployment intrusion-detection-controller in namespace tigera-intrusion-detection';

/**
 * Checks the name under which a managed cluster's logs are stored.
 *
 * @param path where the name stands: a prop, an environment variable, a field of a manifest
 */
export function checkClusterName(name: unknown, path: string): Finding[] {
  if (typeof name !== 'string') {
    return [{ ...CLUSTER_NAME, path, value: name, message: `must be a text; ${WHERE_TO_READ_IT}` }];
  }
  if (PLACEHOLDER_TEXT.test(name)) {
    const message = `is still a placeholder, so no logs would be found; ${WHERE_TO_READ_IT}`;
    return [{ ...PLACEHOLDER, path, value: name, message }];
  }
  const problem = subdomainProblem(name);
  return problem === undefined
    ? []
    : [{ ...CLUSTER_NAME, path, value: name, message: `${problem}; ${WHERE_TO_READ_IT}` }];
}
