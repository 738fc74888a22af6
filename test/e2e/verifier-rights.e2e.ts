import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NetshootScanner, ScanRun, ScanTarget, VerifierRole, VerifierSubject } from '../../src';
import { bundled } from '../cli/command';
import { startCommand } from '../cli/run-async';
import { captureStderr, managedCluster, type Synthesized, synthesize } from '../support';
import { moduleObjects } from '../verify/fake-module';
import { installCalico } from './calico-api';
import { ControlPlane, listOf } from './control-plane';
import { installStandIns, lookLike } from './stand-ins';

const WORKSHOP = { release: 'v3.14.4', topology: 'managed', name: 'acme.aks-prod' } as const;
const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

describe('what VerifierRole allows, according to a real API server', () => {
  captureStderr();
  let server: ControlPlane;
  beforeAll(async () => {
    server = await ControlPlane.start();
    await server.succeed(['create', 'namespace', 'shop']);
    await server.succeed(['create', 'namespace', 'drill']);
  });
  afterAll(() => server?.stop());

  async function bind(
    user: string,
    run: ScanRun,
    more: { readonly namespace?: string; readonly apply?: boolean } = {},
  ) {
    const { namespace, apply } = more;
    const roles = synthesize((chart) => {
      const cluster = managedCluster('3.24');
      const scanner = new NetshootScanner(chart, 'scanner', { cluster, target, run, namespace });
      new VerifierRole(chart, 'role', { cluster, scanner, apply, name: user, subjects: [VerifierSubject.user(user)] });
    }).filter(({ apiVersion }: Synthesized) => apiVersion.startsWith('rbac'));
    await server.succeed(['apply', '-f', '-'], { input: listOf(roles) });
  }

  async function can(user: string, namespace: string, ...what: string[]): Promise<string> {
    const { stdout } = await server.kubectl(['auth', 'can-i', ...what, '-n', namespace, '--as', user]);
    return stdout.trim();
  }

  it('lets commands be executed in the pod of the scanner, and in no other', async () => {
    await bind('exec', ScanRun.pod());
    for (const verb of ['create', 'get']) {
      expect(await can('exec', 'shop', verb, 'pods/netshoot', '--subresource=exec')).toBe('yes');
      expect(await can('exec', 'shop', verb, 'pods/payments-db', '--subresource=exec')).toBe('no');
      expect(await can('exec', 'shop', verb, 'pods', '--subresource=exec')).toBe('no');
    }
    expect(await can('exec', 'shop', 'create', 'jobs')).toBe('no');
  });

  it.each<[string, ScanRun]>([
    ['in-pod', ScanRun.pod()],
    ['on-demand', ScanRun.onDemand()],
    ['once', ScanRun.once()],
  ])('lets no Secret be read through the API: %s', async (user, run) => {
    await bind(user, run, { apply: true });
    for (const verb of ['get', 'list', 'watch']) {
      expect(await can(user, 'shop', verb, 'secrets')).toBe('no');
    }
  });

  it('lets Jobs with any Secret be created in the namespace of a scanner on demand, and in that one only', async () => {
    await bind('jobs', ScanRun.onDemand(), { namespace: 'drill' });
    const job = (namespace: string) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'steal', namespace },
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'c', image: 'busybox', volumeMounts: [{ name: 's', mountPath: '/s' }] }],
            volumes: [{ name: 's', secret: { secretName: 'db' } }],
          },
        },
      },
    });
    const create = (namespace: string) =>
      server.kubectl(['create', '--as', 'jobs', '-f', '-'], { input: JSON.stringify(job(namespace)) });
    expect(await create('drill')).toMatchObject({ status: 0 });
    expect(await create('shop')).toMatchObject({ status: 1, stderr: expect.stringContaining('forbidden') });
  });
});

describe('verify --apply on a real API server with objects of others', () => {
  captureStderr();
  const folder = bundled();
  let server: ControlPlane;
  beforeAll(async () => {
    server = await ControlPlane.start();
    await installCalico(server, '3.14', 'our');
    await installStandIns(server);
    await lookLike(server, WORKSHOP);
  });
  afterAll(() => server?.stop());

  it('changes no object that it would merge with', async () => {
    const objects = moduleObjects(managedCluster('3.14'), ScanRun.onDemand());
    const file = join(server.folder('foreign'), 'module.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const [namespace] = objects.filter(({ kind }) => kind === 'Namespace');
    const deployment = objects.find(({ metadata }) => metadata.name === 'dev-nginx');
    const foreign = structuredClone(deployment);
    delete foreign.metadata.annotations;
    const [container] = foreign.spec.template.spec.containers;
    foreign.spec.template.spec.containers = [{ name: 'team-x-app', image: container.image }];
    await server.succeed(['apply', '-f', '-'], { input: listOf([namespace, foreign]) });
    const read = () =>
      server.succeed(['get', 'deployment', 'dev-nginx', '-n', 'dev', '-o', 'jsonpath={.metadata.generation} {.spec}']);
    const before = await read();
    const { stdout, exitCode } = await startCommand(folder(), ['verify', file, '--apply', '--timeout', '1s'], {
      KUBECONFIG: server.kubeconfig,
    }).result;
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/FAILED apply: Deployment dev\/dev-nginx already exists, and this tool did not create it: /);
    expect(stdout).toContain('  nothing was applied');
    expect(await read()).toBe(before);
  });
});
