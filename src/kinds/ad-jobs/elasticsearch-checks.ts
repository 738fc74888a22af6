import { adJobsWith, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { CalicoTopology, type ClusterKind } from '../../calico';
import { podOf } from '../../kubernetes';
import { CA_SECRETS, elasticsearchPath, GATEWAY_HOST } from './elasticsearch-path';
import type { Environment } from './environment';

const ON = { on: '3.12' };

const PATH = warningRule({
  id: 'ad-jobs/elasticsearch-path',
  ...ON,
  what: 'The host and the certificate should match the path to Elasticsearch on this release and topology.',
  why: 'The path changed in 3.9, and only managed clusters use guardian. With the wrong path, the AD jobs reach no server, or one that they do not trust.',
  bad: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-http.tigera-elasticsearch.svc'),
  good: adJobsWith('ELASTIC_HOST', 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc'),
});

/** Services on the path to Elasticsearch, as `service.namespace`. */
const GATEWAY = serviceOf(GATEWAY_HOST);
const ELASTICSEARCH = 'tigera-secure-es-http.tigera-elasticsearch';
const GUARDIAN = ['tigera-guardian.tigera-guardian', 'guardian.calico-system'];

/** Checks that the host matches the cluster's path to Elasticsearch. Hosts that are not Tigera's are ignored. */
export function checkElasticsearchHost({ variables }: Environment, cluster: ClusterKind): Finding[] {
  const host = variables.find(({ name }) => name === 'ELASTIC_HOST');
  const message = host?.value === undefined ? undefined : hostProblem(host.value, cluster);
  return message === undefined ? [] : [{ ...PATH, keys: host?.keys ?? [], value: host?.value, message }];
}

function hostProblem(host: string, cluster: ClusterKind): string | undefined {
  const service = serviceOf(host);
  const right = elasticsearchPath(cluster).host;
  const release = cluster.release.displayName;
  if (service === GATEWAY && right === undefined) {
    return `is es-gateway, which is part of Calico Enterprise from 3.9 on; remove the variable, which ${release} does not need`;
  }
  if (service === ELASTICSEARCH && right !== undefined) {
    return `is Elasticsearch itself, which the AD jobs reach through es-gateway from 3.9 on; use ${right} on ${release}`;
  }
  if (GUARDIAN.includes(service) && cluster.topology !== CalicoTopology.MANAGED) {
    const advice = right === undefined ? 'remove the variable' : `use ${right}`;
    return `is guardian, which connects a managed cluster to its management cluster; a ${cluster.topology} cluster does not have one, so ${advice}`;
  }
  return undefined;
}

/** `tigera-guardian.tigera-guardian` of `tigera-guardian.tigera-guardian.svc.cluster.local`. */
function serviceOf(host: string): string {
  const end = /\.svc(?:\.|$)/.exec(host);
  return end === null ? host : host.slice(0, end.index);
}

/** Checks the Secret with the certificate of Elasticsearch. Secrets that are not Tigera's are ignored. */
export function checkElasticsearchSecret(workload: Manifest, cluster: ClusterKind): Finding[] {
  const { pod, keys } = podOf(workload);
  const volumes = valueAt(pod, 'spec', 'volumes');
  const right = elasticsearchPath(cluster).caSecret;
  return (Array.isArray(volumes) ? volumes : []).flatMap((volume, index) => {
    const secret = valueAt(volume, 'secret', 'secretName');
    if (secret === right || !CA_SECRETS.includes(secret)) {
      return [];
    }
    const message = `contains the certificate for a different path to Elasticsearch, so the AD jobs would not trust the server of ${cluster.release.displayName}; use ${right}`;
    return [{ ...PATH, keys: [...keys, 'spec', 'volumes', index, 'secret', 'secretName'], value: secret, message }];
  });
}

/** The rules that this file checks. */
export const ELASTICSEARCH_RULES = [PATH] as const;
