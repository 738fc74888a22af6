import { CalicoCluster, CalicoRelease } from '../../../src';
import { fieldPath } from '../../../src/base';
import { checkAdJobs, elasticsearchPath } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';
import { CONTAINER, deployment } from './jobs-manifest';

describe('the path of a managed cluster to Elasticsearch', () => {
  it.each([
    ['3.7', 'tigera-guardian', "k8s-app == 'tigera-guardian'"],
    ['3.21.0-1.2', 'tigera-guardian', "k8s-app == 'tigera-guardian'"],
    ['3.21.0-2.0', 'calico-system', "k8s-app == 'guardian'"],
    ['cloud-21.2', 'tigera-guardian', "k8s-app == 'tigera-guardian'"],
    ['cloud-23.0.1', 'calico-system', "k8s-app == 'guardian'"],
  ])('goes through guardian, where %s has it', (release, namespace, selector) => {
    expect(elasticsearchPath(managedCluster(release))).toMatchObject({
      namespace,
      selector,
      podPort: 8080,
      port: 9200,
    });
  });
});

describe('the path to Elasticsearch', () => {
  const GATEWAY = 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc';
  const PATH = [['ad-jobs/elasticsearch-path', `${CONTAINER}.env[ELASTIC_HOST]`]];

  function foundOn(
    topology: 'managed' | 'standalone' | 'management',
    release: string,
    host: string,
    secretName?: string,
  ) {
    const cluster =
      topology === 'managed'
        ? managedCluster(release)
        : CalicoCluster[topology]({ release: CalicoRelease.parse(release) });
    const env = [
      { name: 'CLUSTER_NAME', value: cluster.name },
      { name: 'ELASTIC_HOST', value: host },
    ];
    const volumes = secretName === undefined ? undefined : [null, { emptyDir: {} }, { secret: { secretName } }];
    const spec = { template: { spec: { containers: [{ image: 'mine.example.com/jobs:1', env }], volumes } } };
    return checkAdJobs({ ...deployment(), spec }, cluster).map(({ rule, keys }) => [rule, fieldPath(keys)]);
  }

  it.each([
    ['managed', '3.12', GATEWAY, []],
    ['managed', '3.12', `${GATEWAY}.cluster.local`, []],
    ['standalone', '3.9', GATEWAY, []],
    ['managed', '3.8', GATEWAY, PATH],
    ['standalone', '3.8', GATEWAY, PATH],
    ['managed', '3.12', 'tigera-secure-es-http.tigera-elasticsearch.svc', PATH],
    ['standalone', '3.8', 'tigera-secure-es-http.tigera-elasticsearch.svc', []],
    ['managed', '3.12', 'tigera-guardian.tigera-guardian.svc', []],
    ['management', '3.12', 'tigera-guardian.tigera-guardian.svc', PATH],
    ['standalone', '3.8', 'tigera-guardian.tigera-guardian.svc.cluster.local', PATH],
    ['managed', '3.12', 'elasticsearch.example.com', []],
  ] as const)('of a %s cluster of %s is not at %s', (topology, release, host, expected) => {
    expect(foundOn(topology, release, host)).toEqual(expected);
  });

  it('is trusted by the certificate of its server', () => {
    const [old, now] = ['tigera-secure-es-http-certs-public', 'tigera-secure-es-gateway-http-certs-public'];
    const wrong = [['ad-jobs/elasticsearch-path', 'spec.template.spec.volumes[2].secret.secretName']];
    expect(foundOn('managed', '3.12', GATEWAY, now)).toEqual([]);
    expect(foundOn('managed', '3.12', GATEWAY, old)).toEqual(wrong);
    expect(foundOn('standalone', '3.8', 'x', now)).toEqual(wrong);
    expect(foundOn('standalone', '3.8', 'x', old)).toEqual([]);
    expect(foundOn('standalone', '3.8', 'x', 'my-certs')).toEqual([]);
  });
});
