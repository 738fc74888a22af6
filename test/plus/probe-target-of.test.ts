import { ApiObject, type Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Probe, ProbeAction } from '../../src';
import { probeTargetOf } from '../../src/plus/public';
import { messageOf, templateOf, testChart } from '../support';
import { CONTAINERS, cdk8sPlus, IMAGE, IN_SHOP, VERSIONS } from './cdk8s-plus';

const kplus = cdk8sPlus();
const containers = CONTAINERS;

describe.each(VERSIONS)('probeTargetOf, with cdk8s-plus-%s', (version) => {
  const { Deployment, Service } = cdk8sPlus(version);

  it('is a Service with the pods of its workload', () => {
    const chart = testChart({ namespace: 'shop' });
    const podMetadata = { labels: { app: 'web' } };
    const web = new Deployment(chart, 'web', { metadata: { name: 'web' }, podMetadata, containers });
    const service = web.exposeViaService({ name: 'front', ports: [{ port: 80, targetPort: 8080 }] });
    const { hostName, namespace, port, podPort, podLabels, podNamePrefix, headless } = probeTargetOf(service, {
      workload: web,
    });
    expect([hostName, namespace, port, podPort, headless]).toEqual(['front.shop.svc', 'shop', 80, 8080, false]);
    expect(podLabels).toEqual({ app: 'web', 'cdk8s.io/metadata.addr': expect.any(String) });
    expect(podNamePrefix).toBe('web');
  });

  it('knows the labels that the Service selects, and nothing of a Service without a selector', () => {
    const chart = testChart({ namespace: 'shop' });
    const service = new Service(chart, 'service', { ports: [{ port: 80 }] });
    expect(probeTargetOf(service)).toMatchObject({ port: 80, podPort: 80 });
    expect(Object.keys(probeTargetOf(service).podLabels ?? {})).toEqual([]);
    service.selectLabel('app', 'web');
    expect(probeTargetOf(service).podLabels).toEqual({ app: 'web' });
  });
});

describe('the port of probeTargetOf', () => {
  const service = (chart: Chart, ports: object[], spec = {}) =>
    new ApiObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', ...IN_SHOP },
      spec: { ports, selector: { app: 'web' }, ...spec },
    } as never);
  const workload = (chart: Chart) =>
    new kplus.DaemonSet(chart, 'web', {
      metadata: { name: 'web', ...IN_SHOP },
      podMetadata: { labels: { app: 'web' } },
      containers: [
        {
          image: IMAGE,
          ports: [
            { number: 53, name: 'dns', protocol: kplus.Protocol.UDP },
            { number: 8080, name: 'http' },
          ],
        },
      ],
    });

  it.each<[string, object[], object, { port?: number }, number, number]>([
    ['the only one', [{ port: 80 }], {}, {}, 80, 80],
    [
      'the only one of TCP',
      [
        { port: 53, protocol: 'UDP' },
        { port: 80, protocol: 'TCP' },
      ],
      {},
      {},
      80,
      80,
    ],
    ['that of the option', [{ port: 80 }, { port: 443, targetPort: 8443 }], {}, { port: 443 }, 443, 8443],
    [
      'that of the pods, of a headless Service',
      [{ port: 80, targetPort: 8080 }],
      { clusterIP: 'None' },
      {},
      8080,
      8080,
    ],
    ['that of the option, of a headless Service without ports', [], { clusterIP: 'None' }, { port: 90 }, 90, 90],
  ])('is %s', (_, ports, spec, options, port, podPort) => {
    const target = probeTargetOf(service(testChart(), ports, spec), options);
    expect([target.port, target.podPort, target.headless]).toEqual([port, podPort, 'clusterIP' in spec]);
  });

  it('is that of a container where the Service names it', () => {
    const chart = testChart();
    const target = probeTargetOf(service(chart, [{ port: 80, targetPort: 'http' }]), { workload: workload(chart) });
    expect([target.port, target.podPort]).toEqual([80, 8080]);
  });

  it.each<[string, object[], object, string]>([
    ['none', [], {}, 'spec.ports: has no TCP port, and probes connect by TCP; add one, or probe another Service'],
    [
      'only others',
      [{ port: 53, protocol: 'UDP' }],
      {},
      'spec.ports: has no TCP port, and probes connect by TCP; add one, or probe another Service',
    ],
    [
      'several',
      [{ port: 80, name: 'http' }, { port: 443 }],
      {},
      'spec.ports: has several TCP ports: 80 (http), 443; pass one of them as { port }',
    ],
    [
      'another',
      [{ port: 80, name: 'http' }],
      { port: 81 },
      'port = 81: is not a TCP port of the Service; use one of 80 (http)',
    ],
    ['another than none', [], { port: 81 }, 'port = 81: is not a TCP port of the Service; add it to the Service'],
    [
      'a name',
      [{ port: 80, targetPort: 'http' }],
      {},
      'spec.ports[0].targetPort = "http": names a port of the pods, whose number is not known; pass their workload as { workload }',
    ],
  ])('is not %s', (_, ports, options, line) => {
    expect(messageOf(() => probeTargetOf(service(testChart(), ports), options))).toBe(
      `test/service: 1 problem\n  ${line} [cdk8s-plus/service-port]`,
    );
  });

  it.each(['grpc', 'dns'])('is not a name that no TCP port of the workload has: %s', (targetPort) => {
    const chart = testChart();
    const options = { workload: workload(chart) };
    expect(messageOf(() => probeTargetOf(service(chart, [{ port: 80, targetPort }]), options))).toBe(
      `test/service: 1 problem\n  spec.ports[0].targetPort = "${targetPort}": is not the name of a TCP port of the workload; correct it, or name a port of a container like this [cdk8s-plus/service-port]`,
    );
  });
});

describe('the workload of probeTargetOf', () => {
  const web = (chart: Chart, name = 'web', props = {}) =>
    new kplus.Deployment(chart, name, { metadata: { name, ...IN_SHOP }, containers, ...props });

  it('does not give a name that pods would not begin with', () => {
    const chart = testChart();
    const long = web(chart, 'w'.repeat(47));
    expect(probeTargetOf(long.exposeViaService({ name: 'a' }), { workload: long }).podNamePrefix).toBeUndefined();
    const dotted = web(chart, 'w.b');
    expect(probeTargetOf(dotted.exposeViaService({ name: 'b' }), { workload: dotted }).podNamePrefix).toBeUndefined();
    const pod = new kplus.Pod(chart, 'pod', { metadata: IN_SHOP, containers });
    const service = new kplus.Service(chart, 'c', { metadata: IN_SHOP, selector: pod, ports: [{ port: 80 }] });
    expect(probeTargetOf(service, { workload: pod }).podNamePrefix).toBeUndefined();
  });

  it.each<[string, (chart: Chart) => unknown, string]>([
    [
      'another one',
      (chart) => probeTargetOf(web(chart).exposeViaService({ name: 'a' }), { workload: web(chart, 'other') }),
      'test/web/aService: 1 problem\n  workload = "Deployment other": is not the workload of the Service, which does not select its pods; pass the workload whose pods it selects, or none [cdk8s-plus/service-pods]',
    ],
    [
      'one of another namespace',
      (chart) => {
        const labels = { app: 'web' };
        const there = web(chart, 'there', { metadata: { name: 'there', namespace: 'store' }, podMetadata: { labels } });
        const service = new kplus.Service(chart, 'a', { metadata: IN_SHOP, ports: [{ port: 80 }] });
        service.selectLabel('app', 'web');
        return probeTargetOf(service, { workload: there });
      },
      'test/a: 1 problem\n  workload = "Deployment there": is not the workload of the Service, which is in the namespace shop; pass the workload whose pods it selects, or none [cdk8s-plus/service-pods]',
    ],
    [
      'one of a Service without a selector',
      (chart) => {
        const service = new kplus.Service(chart, 'a', { metadata: IN_SHOP, ports: [{ port: 80 }] });
        return probeTargetOf(service, { workload: web(chart) });
      },
      'test/a: 1 problem\n  workload = "Deployment web": is not the workload of the Service, which does not select its pods; pass the workload whose pods it selects, or none [cdk8s-plus/service-pods]',
    ],
    [
      'one in the network of its node',
      (chart) => {
        const workload = web(chart, 'web', { hostNetwork: true });
        return probeTargetOf(workload.exposeViaService({ name: 'a' }), { workload });
      },
      'test/web: 1 problem\n  spec.template.spec.hostNetwork = true: puts the pods into the network of their node, where policies, captures and inspections do not select them, and a scan would scan the node; remove it, or scan the node with ScanTarget.addresses [cdk8s-plus/host-network]',
    ],
    [
      'a Service, and the target a workload',
      (chart) => probeTargetOf(web(chart)),
      'test/web: 1 problem\n  kind = "Deployment": is not a Service; expose the workload, for example with exposeViaService() [cdk8s-plus/probe-service]',
    ],
    [
      'known, and the namespace is not',
      (chart) => {
        const workload = web(chart, 'web', { metadata: {} });
        return probeTargetOf(workload.exposeViaService({ name: 'a' }), { workload });
      },
      'test/web/aService: 1 problem\n  metadata.namespace: is not set, so it would be the namespace of the context of kubectl; set metadata.namespace of the Service or the namespace of its chart, or pass { namespace } [cdk8s-plus/namespace]',
    ],
    [
      'of the wrong type',
      (chart) => probeTargetOf(web(chart), { workload: 'web' as never }),
      'probeTargetOf: 1 problem\n  workload = "web": must be a workload or a Service of cdk8s-plus, or an ApiObject [argument/type]',
    ],
  ])('is not %s', (_, action, message) => {
    expect(messageOf(() => action(testChart()))).toBe(message);
  });
});

describe('a probe of a Service of cdk8s-plus', () => {
  it('is made in one call', () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });
    const template = templateOf(
      (chart) => {
        const web = new kplus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers });
        const target = probeTargetOf(web.exposeViaService({ name: 'web' }), { workload: web });
        new Probe(chart, 'probe', {
          cluster,
          namespace: 'shop',
          action: ProbeAction.request({ target, path: '/cmd.exe' }),
        });
      },
      { namespace: 'shop' },
    );
    expect(template.onlyResource('Pod').metadata.annotations).toMatchObject({
      'calico-threat-defense/probe-action': 'sends GET http://web.shop.svc:8080/cmd.exe',
    });
  });

  it('is of the namespace of the option', () => {
    const service = new kplus.Service(testChart(), 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
    expect(probeTargetOf(service, { namespace: 'store' }).hostName).toBe('web.store.svc');
  });
});
