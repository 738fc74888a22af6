import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../plus/cdk8s-plus';
import { only } from '../support';
import { dependencyIn, objectsIn, type PackedProject, ROOT } from './project';

/** A program that uses all of the entry for cdk8s-plus. */
function plusProgram(version: string): string {
  return `import { App, Chart } from 'cdk8s';
import * as calico from 'cdk8s-calico-threat-defense';
import { podsOf, policySelectorOf, probeTargetOf, scanTargetOf } from 'cdk8s-calico-threat-defense/plus';
import * as kplus from 'cdk8s-plus-${version}';

const release = calico.CalicoRelease.enterprise('3.23');
const app = new App({ outdir: process.argv[2] });
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const drill = new Chart(app, 'drill', { disableResourceNameHashes: true });
calico.CalicoCluster.provide(drill, calico.CalicoCluster.managed({ name: 'acme.aks-prod', release }));

const container = { image: 'registry.example.com/web:1.0', portNumber: 8080 };
const web = new kplus.Deployment(shop, 'web', { containers: [container], podMetadata: { labels: { app: 'web' } } });
const service = web.exposeViaService({ name: 'web' });
const pods = kplus.Pods.select(shop, 'pods', { labels: { app: 'web' } });
const namespaces = kplus.Namespaces.select(shop, 'namespaces', { names: ['shop', 'store'] });

const run = calico.ScanRun.once();
new calico.NetshootScanner(drill, 'pods', { name: 'pods', run, target: scanTargetOf(web) });
new calico.NetshootScanner(drill, 'selected', { name: 'selected', run, target: scanTargetOf(pods) });
new calico.NetshootScanner(drill, 'service', { name: 'service', run, target: scanTargetOf(service) });
const action = calico.ProbeAction.connect(probeTargetOf(service, { workload: web }));
new calico.Probe(drill, 'probe', { namespace: 'shop', action });
const during = calico.TimeWindow.until(new Date('2026-12-01T00:00:00Z'));
new calico.PacketCapture(drill, 'capture', { name: 'web', during, ...podsOf(web) });
new calico.PacketCapture(drill, 'all', {
  name: 'all',
  during,
  namespace: 'shop',
  pods: policySelectorOf(kplus.Pods.select(shop, 'both', { labels: { app: 'web' }, namespaces })),
});
app.synth();
`;
}

/** Compiles and runs the program with each version of cdk8s-plus, as CommonJS and as ES modules. */
export function plusVersions(project: PackedProject): void {
  const kinds = ['commonjs', 'module'];
  const folder = (type: string) => project.path(`plus ${type}`);
  beforeAll(() => {
    project.installPlus(...VERSIONS);
    for (const type of kinds) {
      mkdirSync(folder(type));
      writeFileSync(join(folder(type), 'package.json'), JSON.stringify({ type }));
      for (const version of VERSIONS) {
        writeFileSync(join(folder(type), `v${version}.ts`), plusProgram(version));
      }
      const options = '--target es2022 --module node16 --strict --types node --ignoreConfig'.split(' ');
      project.compile(folder(type), ...options, ...VERSIONS.map((version) => `v${version}.ts`));
    }
  }, 180_000);

  it.each(kinds.flatMap((type) => VERSIONS.map((version) => [version, type])))(
    'works with cdk8s-plus-%s, as %s',
    (version, type) => {
      const cwd = folder(type);
      const { status, stderr } = project.run(cwd, `v${version}.js`, `dist-${version}`);
      expect([status, stderr]).toEqual([0, '']);
      const text = readFileSync(join(cwd, `dist-${version}`, 'drill.k8s.yaml'), 'utf8');
      expect(text).toContain("selector: projectcalico.org/namespace in { 'shop', 'store' } && app == 'web'\n");
      expect(text).toMatch(/ {2}selector:\n {4}app: web\n {4}cdk8s\.io\/metadata\.addr: shop-web-\w+\n/);
      expect(text).toContain('connects to web.shop.svc:8080\n');
    },
    60_000,
  );
}

/** Runs examples/cdk8s-plus with a version of cdk8s-plus, and lints what it wrote. */
export function plusExample(project: PackedProject, version: string): void {
  const cwd = project.path(`cdk8s-plus ${version}`);
  const source = join(ROOT, 'examples', 'cdk8s-plus');
  const main = readFileSync(join(source, 'main.ts'), 'utf8');
  project.installPlus(version);
  cpSync(source, cwd, { recursive: true });
  writeFileSync(join(cwd, 'main.ts'), main.replace("'cdk8s-plus-28'", `'cdk8s-plus-${version}'`));
  expect(dependencyIn(source)).toBe(`file:../../${project.tarball}`);
  expect(main).not.toMatch(/from '\.\.?\//);
  project.compile(cwd);
  expect(project.run(cwd, join('.build', 'main.js'))).toEqual({ status: 0, stdout: '', stderr: '' });
  const drills = objectsIn(join(cwd, 'dist', 'drills.k8s.yaml'));
  const [web] = objectsIn(join(cwd, 'dist', 'shop.k8s.yaml'));
  const { labels } = web?.spec.template.metadata ?? {};
  expect(only(drills, 'Service').spec.selector).toEqual(labels);
  const [label, address] = Object.entries(labels).find(([key]) => key !== 'app') ?? [];
  expect(only(drills, 'PacketCapture').spec.selector).toBe(`${label} == '${address}'`);
  const lint = project.command(cwd, 'lint', 'dist', '--calico-release', '3.23');
  expect([lint.status, lint.stdout]).toEqual([0, expect.stringMatching(/^No problems: /)]);
}
