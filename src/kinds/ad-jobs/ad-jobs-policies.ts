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

/** Adds the two policies between the AD jobs and the endpoint for Elasticsearch. */
export function addPolicies(scope: Construct, cluster: ClusterKind): void {
  const tier = cluster.release._features.tigeraTier;
  const path = elasticsearchPath(cluster);
  addPolicy(scope, 'EgressPolicy', egressPolicy(tier, path));
  addPolicy(scope, 'IngressPolicy', ingressPolicy(tier, path));
}

function addPolicy(scope: Construct, id: string, { metadata, spec }: NetworkPolicyProps): void {
  new PlainObject(
    scope,
    id,
    { metadata, spec, ...NetworkPolicy.GVK },
    {
      render: NetworkPolicy.manifest,
    },
  );
}

/** Allows the AD jobs to send to Elasticsearch and DNS, and to receive nothing. */
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

/** Allows the endpoint for Elasticsearch to receive traffic from the AD jobs. */
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

/** Converts a number or string to the type that the generated classes use for fields that accept both. */
function allowTo(protocol: string, port: number, namespaceSelector: string, selector: string): NetworkPolicySpecEgress {
  return {
    action: EgressAction.ALLOW,
    protocol: { value: protocol },
    destination: { namespaceSelector, selector, ports: [{ value: port }] },
  };
}
