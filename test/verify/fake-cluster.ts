import type { Answer } from './fake-api-server';

/** What a cluster says of itself; undefined leaves the object out. */
export interface FakeFacts {
  readonly cnxVersion?: unknown;
  readonly clusterName?: unknown;
  readonly management?: boolean;
  readonly connected?: boolean;
  /** The spec of FelixConfiguration default. */
  readonly felix?: object;
}

export const CALICO = '/apis/projectcalico.org/v3';
export const OPERATOR = '/apis/operator.tigera.io/v1';
export const DETECTION = 'namespaces/tigera-intrusion-detection';
export const CONTROLLER = `/apis/apps/v1/${DETECTION}/deployments/intrusion-detection-controller`;

/** The answers that `detect` reads. */
export function factAnswers(facts: FakeFacts): Record<string, Answer> {
  const items = (present: boolean | undefined, kind: string) => ({ kind: `${kind}List`, items: present ? [{}] : [] });
  const env = [{ name: 'CLUSTER_NAME', value: facts.clusterName }];
  return {
    [`${CALICO}/clusterinformations/default`]: { spec: { cnxVersion: facts.cnxVersion, calicoVersion: 'v3.22.1' } },
    [`${OPERATOR}/managementclusters`]: items(facts.management, 'ManagementCluster'),
    [`${OPERATOR}/managementclusterconnections`]: items(facts.connected, 'ManagementClusterConnection'),
    ...(facts.felix === undefined ? {} : { [`${CALICO}/felixconfigurations/default`]: { spec: facts.felix } }),
    [CONTROLLER]: {
      spec: {
        template: { spec: { containers: [{ name: 'other' }, { name: 'intrusion-detection-controller', env }] } },
      },
    },
  };
}

/** The workshop's cluster. */
export const WORKSHOP: FakeFacts = { cnxVersion: 'v3.14.1', clusterName: 'acme.aks-prod', connected: true };
