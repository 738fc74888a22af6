import { CalicoTopology, type ClusterKind } from '../cluster';

/** How the AD jobs reach Elasticsearch, and what the network policies have to let through for it. */
export interface ElasticsearchPath {
  /** Host that the jobs call; undefined leaves it to the image. */
  readonly host?: string;
  /** Port of the service that the jobs call. */
  readonly port: number;
  /** Secret with the certificate of the authority that signed the server's. */
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

const GATEWAY_HOST = 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc';
const SERVICE_PORT = 9200;

/**
 * The path for a cluster. A managed one goes through guardian, whose service maps 9200 to 8080; the others go to
 * es-gateway since 3.9, and straight to Elasticsearch before.
 */
export function elasticsearchPath({ release, topology }: ClusterKind): ElasticsearchPath {
  const gateway = release._features.elasticsearch === 'es-gateway';
  const endpoint = {
    host: gateway ? GATEWAY_HOST : undefined,
    port: SERVICE_PORT,
    caSecret: gateway ? 'tigera-secure-es-gateway-http-certs-public' : 'tigera-secure-es-http-certs-public',
  };
  if (topology === CalicoTopology.MANAGED) {
    return {
      ...endpoint,
      namespace: 'tigera-guardian',
      namespaceLabel: 'projectcalico.org/name',
      selector: "k8s-app == 'tigera-guardian'",
      podPort: 8080,
    };
  }
  return {
    ...endpoint,
    namespace: 'tigera-elasticsearch',
    namespaceLabel: 'name',
    selector: gateway
      ? "k8s-app == 'tigera-secure-es-gateway'"
      : "elasticsearch.k8s.elastic.co/cluster-name == 'tigera-secure'",
    podPort: gateway ? 5554 : SERVICE_PORT,
  };
}
