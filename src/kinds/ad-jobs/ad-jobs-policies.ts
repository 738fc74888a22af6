import type { Construct } from 'constructs';
import {
  NetworkPolicySpecEgressAction as EgressAction,
  NetworkPolicySpecIngressAction as IngressAction,
  NetworkPolicy,
  type NetworkPolicyProps,
  type NetworkPolicySpecEgress,
  NetworkPolicySpecTypes,
} from '../../../imports/projectcalico.org';
import { type ClusterKind, INTRUSION_DETECTION_NAMESPACE as NAMESPACE } from '../../calico';
import { PlainObject } from '../../kubernetes';
import { type ElasticsearchPath, elasticsearchPath } from './elasticsearch-path';

export const POD_LABELS = { app: 'anomaly-detection' } as const;

const POD_SELECTOR = `app == '${POD_LABELS.app}'`;

/** Adds the two policies between the AD jobs and what answers for Elasticsearch. */
export function addPolicies(scope: Construct, cluster: ClusterKind): void {
  const tier = cluster.release._features.tigeraTier;
  const path = elasticsearchPath(cluster);
  addPolicy(scope, 'EgressPolicy', egressPolicy(tier, path));
  addPolicy(scope, 'IngressPolicy', ingressPolicy(tier, path));
}

function addPolicy(scope: Construct, id: string, { metadata, spec }: NetworkPolicyProps): void {
  new PlainObject(scope, id, { metadata, spec, ...NetworkPolicy.GVK }, NetworkPolicy.manifest);
}

/** Lets the AD jobs send to Elasticsearch and DNS, and receive nothing. */
function egressPolicy(tier: string, path: ElasticsearchPath): NetworkPolicyProps {
  return {
    metadata: { name: `${tier}.allow-anomaly-detection`, namespace: NAMESPACE },
    spec: {
      tier,
      order: 1,
      selector: POD_SELECTOR,
      types: [NetworkPolicySpecTypes.INGRESS, NetworkPolicySpecTypes.EGRESS],
      egress: [
        allowTo('TCP', path.podPort, `${path.namespaceLabel} == '${path.namespace}'`, path.selector),
        allowTo('UDP', 53, "projectcalico.org/name == 'kube-system'", "k8s-app == 'kube-dns'"),
        allowTo(
          'UDP',
          5353,
          'projectcalico.org/name == "openshift-dns"',
          'dns.operator.openshift.io/daemonset-dns == "default"',
        ),
      ],
    },
  };
}

/** Lets what answers for Elasticsearch receive from the AD jobs. */
function ingressPolicy(tier: string, path: ElasticsearchPath): NetworkPolicyProps {
  return {
    metadata: { name: `${tier}.elasticsearch-access-anomaly-detection`, namespace: path.namespace },
    spec: {
      tier,
      order: 1,
      selector: path.selector,
      types: [NetworkPolicySpecTypes.INGRESS],
      ingress: [
        {
          action: IngressAction.ALLOW,
          protocol: { value: 'TCP' },
          source: {
            namespaceSelector: `${path.namespaceLabel} == '${NAMESPACE}'`,
            selector: POD_SELECTOR,
          },
          destination: { ports: [{ value: path.podPort }] },
        },
      ],
    },
  };
}

/** Numbers and texts that may be either are written as the generated classes hold them. */
function allowTo(protocol: string, port: number, namespaceSelector: string, selector: string): NetworkPolicySpecEgress {
  return {
    action: EgressAction.ALLOW,
    protocol: { value: protocol },
    destination: { namespaceSelector, selector, ports: [{ value: port }] },
  };
}
