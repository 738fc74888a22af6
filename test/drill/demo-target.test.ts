import { CalicoCluster, DemoTarget, type DemoTargetProps, PodUser, ProbeTarget } from '../../src';
import { type AllProps, itPassesOnAllProps } from '../all-props';
import { managedCluster, messageOf, only, synthesize, testChart } from '../support';
import { workloadProps } from '../workload-props';

describe('DemoTarget', () => {
  it('is the target of a probe, at the port of its pods', () => {
    const podLabels = { app: 'nginx', security: 'strict' };
    const service = { namespace: 'demo', name: 'nginx-svc', podLabels };
    const target = (user?: PodUser) => new DemoTarget(testChart(), 'target', { namespace: 'demo', user }).probeTarget;
    expect(target()).toEqual(ProbeTarget.service({ ...service, podPort: 80 }));
    expect(target(PodUser.of(101))).toEqual(ProbeTarget.service({ ...service, podPort: 8080 }));
  });

  it('is a namespace, two nginx pods and their Service, in this order', () => {
    const objects = synthesize((chart) => new DemoTarget(chart, 'target'));
    expect(objects).toMatchSnapshot();
    expect(objects.map((object) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'Namespace dev',
      'Deployment dev-nginx',
      'Service nginx-svc',
    ]);
    expect(only(objects, 'Namespace').metadata.labels).toEqual({
      'calico-threat-defense/demo': 'true',
      compliance: 'open',
      environment: 'development',
    });
  });

  it('says what a scan aims at', () => {
    const target = new DemoTarget(testChart(), 'target', { namespace: 'demo' });
    expect([target.namespace, target.scanTarget.namespace, target.scanTarget.labels]).toEqual([
      'demo',
      'demo',
      { app: 'nginx' },
    ]);
    expect(target.image).toBe('nginx:1.29.4');
  });

  it('knows its cluster where it is given one', () => {
    const cluster = managedCluster();
    expect(CalicoCluster.of(new DemoTarget(testChart(), 'target', { cluster }))).toBe(cluster);
  });

  it('keeps its namespace where the chart has another', () => {
    const objects = synthesize((chart) => new DemoTarget(chart, 'target'), { namespace: 'other' });
    expect(objects.map((object) => object.metadata.namespace)).toEqual([undefined, 'dev', 'dev']);
  });

  const pod = ['spec', 'template', 'spec'];
  const table: AllProps<Omit<DemoTargetProps, 'cluster'>> = {
    user: { value: PodUser.of(7, 8), kind: 'Deployment', at: [...pod, 'securityContext', 'runAsGroup'], is: 8 },
    namespace: { value: 'demo', kind: 'Deployment', at: ['metadata', 'namespace'], is: 'demo' },
    ...workloadProps('Deployment'),
  };
  itPassesOnAllProps(table, (chart, props) => new DemoTarget(chart, 'target', props));

  it.each(['default', 'kube-system', 'kube-anything', 'tigera-elasticsearch', 'calico-system', 'calico-apiserver'])(
    'refuses %s, which must not be deleted with the demo',
    (namespace) => {
      expect(messageOf(() => new DemoTarget(testChart(), 'target', { namespace }))).toBe(
        `test/target: 1 problem\n  namespace = "${namespace}": belongs to Kubernetes or Calico; the demo requires its own namespace, which is deleted with it [demo-target/namespace]`,
      );
    },
  );

  it('refuses a namespace that is none, and names what else is wrong', () => {
    const message = messageOf(() => new DemoTarget(testChart(), 'target', { namespace: 'a.b', image: 'nginx' }));
    expect(message).toBe(
      [
        'test/target: 2 problems',
        `  namespace = "a.b": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [demo-target/namespace]`,
        '  spec.template.spec.containers[0].image = "nginx": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
      ].join('\n'),
    );
  });
});
