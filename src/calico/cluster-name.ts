import { adJobs, errorRule, type Finding, type Keys, NAMED_CLUSTER, warningRule } from '../base';
import { subdomainProblem } from '../kubernetes';
import { CalicoProduct, type CalicoRelease } from './calico-release';
import { INTRUSION_DETECTION_CONTROLLER, INTRUSION_DETECTION_NAMESPACE } from './tigera-names';

const ON = { on: '3.12' };
const named = (value: string) => adJobs(['- name: CLUSTER_NAME', `  value: ${value}`]);
const RIGHT = adJobs(NAMED_CLUSTER);

const CLUSTER_NAME = errorRule({
  id: 'cluster/name',
  ...ON,
  what: 'A cluster name must be an RFC 1123 subdomain.',
  why: 'No cluster can have any other name, so the jobs would find no logs.',
  bad: named('Acme_Prod'),
  good: RIGHT,
});
const PLACEHOLDER = errorRule({
  id: 'cluster/name-placeholder',
  ...ON,
  what: 'The placeholder for the cluster name must be replaced.',
  why: "The workshop's file contains a placeholder that a command is meant to replace. If that fails, the jobs find no logs.",
  bad: named('$CALICOCLUSTERNAME'),
  good: RIGHT,
});
const WITHOUT_TENANT = warningRule({
  id: 'cluster/name-without-tenant',
  what: 'On Calico Cloud, and on managed clusters from 3.12 on, a cluster name should contain a dot.',
  why: 'Calico Cloud stores logs under <tenant>.<cluster>. The name of the AKS cluster, which the workshop exports as CLUSTERNAME, is a different name, and the jobs would find no logs under it.',
  on: '3.12',
  bad: named('aks-prod'),
  good: RIGHT,
});

/** The placeholders of the workshop, and unresolved shell and Helm templates. */
const PLACEHOLDER_TEXT = /CLUSTER_?NAME|\$|\{\{/;

/** The first release whose intrusion-detection-controller does not have the name of its cluster. */
const NAME_NOT_ON_CONTROLLER = '3.17.1';

/** The first release of Calico Enterprise whose managed clusters are checked for a tenant, as those of Calico Cloud are. */
const TENANTS_SINCE = '3.12.0';

/** Whether a cluster of this release holds its name, in Deployment intrusion-detection-controller. */
export function holdsClusterName(release: CalicoRelease): boolean {
  return !release._has(NAME_NOT_ON_CONTROLLER);
}

/** Where to find the name of a managed cluster, as an instruction at the end of a message. */
export function whereToFindName(release: CalicoRelease): string {
  return holdsClusterName(release)
    ? `use the value of CLUSTER_NAME in Deployment ${INTRUSION_DETECTION_CONTROLLER}, namespace ${INTRUSION_DETECTION_NAMESPACE}`
    : 'ask whoever connected the cluster to its management cluster or to Calico Cloud: since Calico Enterprise 3.17.1 and Calico Cloud 17.0.0, no object on the cluster is known to contain its name';
}

/**
 * Checks the name under which a managed cluster's logs are stored.
 *
 * @param path where the name was set: a prop, an environment variable, a field of a manifest
 * @param release the release of the cluster, which decides where its name can be found
 */
export function checkClusterName(name: unknown, keys: Keys, release: CalicoRelease): Finding[] {
  const where = whereToFindName(release);
  if (typeof name !== 'string') {
    return [{ ...CLUSTER_NAME, keys, value: name, message: `must be a string; ${where}` }];
  }
  if (PLACEHOLDER_TEXT.test(name)) {
    const message = `is still a placeholder, so no logs would be found; ${where}`;
    return [{ ...PLACEHOLDER, keys, value: name, message }];
  }
  const problem = subdomainProblem(name);
  return problem === undefined ? [] : [{ ...CLUSTER_NAME, keys, value: name, message: `${problem}; ${where}` }];
}

/**
 * Checks that the otherwise valid name of a managed cluster can belong to a cluster of a tenant.
 *
 * @param path where the name was set
 * @param release the release of the cluster
 */
export function checkTenant(name: string, keys: Keys, release: CalicoRelease): Finding[] {
  const since = release.product === CalicoProduct.CLOUD || release._has(TENANTS_SINCE);
  if (!since || name.includes('.')) {
    return [];
  }
  const message = `contains no dot, so it may not be the name under which logs are stored, which is <tenant>.<cluster> on Calico Cloud. Module 0 of the workshop exports the AKS cluster's own name as CLUSTERNAME, and that is a different one. If it is wrong, ${whereToFindName(release)}`;
  return [{ ...WITHOUT_TENANT, keys, value: name, message }];
}

/** The rules that this file checks. */
export const CLUSTER_NAME_RULES = [CLUSTER_NAME, PLACEHOLDER, WITHOUT_TENANT] as const;
