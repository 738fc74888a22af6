import type { Construct } from 'constructs';
import {
  NetworkPolicySpecEgressAction as EgressAction,
  NetworkPolicySpecEgressDestinationPorts as EgressPort,
  NetworkPolicySpecEgressProtocol as EgressProtocol,
  NetworkPolicySpecIngressAction as IngressAction,
  NetworkPolicySpecIngressDestinationPorts as IngressPort,
  NetworkPolicySpecIngressProtocol as IngressProtocol,
  NetworkPolicy,
  type NetworkPolicySpecEgress,
  NetworkPolicySpecTypes,
} from '../../imports/projectcalico.org';
import type { ClusterKind } from '../cluster';
import { elasticsearchPath } from './elasticsearch-path';

export const NAMESPACE = 'tigera-intrusion-detection';
export const POD_LABELS = { app: 'anomaly-detection' } as const;

const POD_SELECTOR = `app == '${POD_LABELS.app}'`;

/** Lets the AD jobs send to Elasticsearch and DNS, and receive nothing. */
export function egressPolicy(scope: Construct, id: string, cluster: ClusterKind): NetworkPolicy {
  const tier = tierOf(cluster);
  const path = elasticsearchPath(cluster);
  return new NetworkPolicy(scope, id, {
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
  });
}

/** Lets what answers for Elasticsearch receive from the AD jobs. */
export function ingressPolicy(scope: Construct, id: string, cluster: ClusterKind): NetworkPolicy {
  const tier = tierOf(cluster);
  const path = elasticsearchPath(cluster);
  return new NetworkPolicy(scope, id, {
    metadata: { name: `${tier}.elasticsearch-access-anomaly-detection`, namespace: path.namespace },
    spec: {
      tier,
      order: 1,
      selector: path.selector,
      types: [NetworkPolicySpecTypes.INGRESS],
      ingress: [
        {
          action: IngressAction.ALLOW,
          protocol: IngressProtocol.fromString('TCP'),
          source: {
            namespaceSelector: `${path.namespaceLabel} == '${NAMESPACE}'`,
            selector: POD_SELECTOR,
          },
          destination: { ports: [IngressPort.fromNumber(path.podPort)] },
        },
      ],
    },
  });
}

/** The tier of Tigera's policies, which is known of all releases that have AD jobs. */
function tierOf({ release }: ClusterKind): string {
  return release._features.tigeraTier ?? 'allow-tigera';
}

function allowTo(protocol: string, port: number, namespaceSelector: string, selector: string): NetworkPolicySpecEgress {
  return {
    action: EgressAction.ALLOW,
    protocol: EgressProtocol.fromString(protocol),
    destination: { namespaceSelector, selector, ports: [EgressPort.fromNumber(port)] },
  };
}
