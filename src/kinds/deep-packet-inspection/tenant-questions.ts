import { type Manifest, valueAt, warningRule } from '../../base';
import { OPERATOR_GROUP } from '../../calico';
import { type Question, Topic } from '../../kind';
import { inspection } from './example';

const tenant = (namespace: string) =>
  `---\napiVersion: operator.tigera.io/v1\nkind: Tenant\nmetadata:\n  name: default${namespace}\nspec:\n  id: red\n`;

const MULTI_TENANT = warningRule({
  id: 'deep-packet-inspection/multi-tenant',
  what: 'A management cluster with several tenants should have no deep packet inspections.',
  why: 'Calico does not support them there: the operator reports intrusion detection as degraded, and does not update it any more. A Tenant in a namespace shows that there are several. Only objects in the same folder are taken into account.',
  on: '3.22',
  bad: `${inspection()}${tenant('\n  namespace: red')}`,
  good: `${inspection()}${tenant('')}`,
});

/** The tenants of a management cluster that has several; the one of a cluster with a single tenant has no namespace. */
const TENANTS = new Topic(OPERATOR_GROUP, 'Tenant', (manifest) => {
  const namespace = valueAt(manifest, 'metadata', 'namespace');
  return typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
});

export const TENANT_TOPICS = [TENANTS] as const;

/** Asks whether the cluster of an inspection has several tenants. */
export function questionsAboutTenants(object: Manifest): Question[] {
  return object.kind === 'DeepPacketInspection'
    ? [
        {
          keys: ['kind'],
          value: object.kind,
          answer: (neighbors) => {
            const [found] = neighbors.inFolder(TENANTS);
            const message = `is not supported on a management cluster with several tenants, as the Tenant ${found?.value}/${found?.name} in ${found?.file} shows; inspect pods of managed clusters instead, and keep their manifests in another folder`;
            return found === undefined ? undefined : { ...MULTI_TENANT, message };
          },
        },
      ]
    : [];
}

/** The rules that this file checks. */
export const TENANT_RULES = [MULTI_TENANT] as const;
