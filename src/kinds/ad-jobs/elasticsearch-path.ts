import { CalicoTopology, type ClusterKind, elasticsearchNamespace } from '../../calico';

/** How the AD jobs reach Elasticsearch, and what the network policies must allow for it. */
export interface ElasticsearchPath {
  /** Host that the jobs call; if undefined, the default of the image applies. */
  readonly host?: string;
  /** Port of the service that the jobs call. */
  readonly port: number;
  /** Secret with the CA certificate of the server. */
  readonly caSecret: string;
  /** Namespace of the pods that answer. */
  readonly namespace: string;
  /** Label of namespaces by which the policies find both namespaces. */
  readonly namespaceLabel: string;
  /** Selector of the pods that answer. */
  readonly selector: string;
  /** Port of those pods, which is what policies see. */
  readonly podPort: number;
}

export const GATEWAY_HOST = 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc';
const SERVICE_PORT = 9200;

const CA_SECRET = 'tigera-secure-es-http-certs-public';
const GATEWAY_CA_SECRET = 'tigera-secure-es-gateway-http-certs-public';

/** The Secrets that contain the certificate on any release. */
export const CA_SECRETS: readonly unknown[] = [CA_SECRET, GATEWAY_CA_SECRET];

const BEFORE_GATEWAY = { host: undefined, port: SERVICE_PORT, caSecret: CA_SECRET };
const SINCE_GATEWAY = { port: SERVICE_PORT, host: GATEWAY_HOST, caSecret: GATEWAY_CA_SECRET };

/** The service of guardian maps 9200 to this port of its pods. */
const GUARDIAN_PORT = 8080;

const ELASTICSEARCH = {
  namespaceLabel: 'name',
  selector: "elasticsearch.k8s.elastic.co/cluster-name == 'tigera-secure'",
  podPort: SERVICE_PORT,
};
const GATEWAY = { ...ELASTICSEARCH, selector: "k8s-app == 'tigera-secure-es-gateway'", podPort: 5554 };

/**
 * The path for a cluster. Managed clusters use guardian; other clusters use es-gateway since 3.9, and connect directly
 * to Elasticsearch before.
 */
export function elasticsearchPath(cluster: ClusterKind): ElasticsearchPath {
  const { elasticsearch, guardian } = cluster.release._features;
  const gateway = elasticsearch === 'es-gateway';
  const namespace = elasticsearchNamespace(cluster);
  if (cluster.topology !== CalicoTopology.MANAGED) {
    return gateway ? { namespace, ...SINCE_GATEWAY, ...GATEWAY } : { namespace, ...BEFORE_GATEWAY, ...ELASTICSEARCH };
  }
  return {
    namespace,
    namespaceLabel: 'projectcalico.org/name',
    selector: `k8s-app == '${guardian.name}'`,
    podPort: GUARDIAN_PORT,
    ...(gateway ? SINCE_GATEWAY : BEFORE_GATEWAY),
  };
}
