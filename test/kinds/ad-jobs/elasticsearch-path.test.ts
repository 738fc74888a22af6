import { elasticsearchPath } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';

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
