import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { only } from '../support';
import { dependencyIn, LIBRARY, objectsIn, type PackedProject, ROOT } from './project';

/** Runs examples/own-chart, in the folder of the project. */
export function ownChartExample(project: PackedProject): void {
  const example = join(ROOT, 'examples', 'own-chart');
  beforeAll(() => {
    cpSync(example, project.folder, { recursive: true });
    project.compile(project.folder);
  });

  it('is named as a package, not by a path', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(dependencyIn(example)).toBe(`file:../../${LIBRARY}-${version}.tgz`);
    expect(readFileSync(join(example, 'main.ts'), 'utf8')).not.toMatch(/from '\.\.?\//);
  });

  it('makes the three constructs with values of its own', () => {
    const { status, stdout, stderr } = project.run(project.folder, join('.build', 'main.js'));
    expect([status, stderr.match(/^\s+at .*/m)]).toEqual([0, null]);
    const objects = objectsIn(project.path('dist', 'threat-defense.k8s.yaml'));
    expect(stdout).toBe('');
    expect(only(objects, 'GlobalAlert').spec).toMatchObject({ period: '10m0s', severity: 80 });
    const [container] = only(objects, 'Deployment').spec.template.spec.containers;
    expect(container.image).toBe('registry.example.com/mirror/tigera/anomaly_detection_jobs:v3.12.0');
    expect(container.env).toEqual(
      expect.arrayContaining([
        { name: 'CLUSTER_NAME', value: 'acme.eks-test' },
        { name: 'AD_DISABLED_JOBS', value: 'l7_latency,l7_bytes' },
        { name: 'AD_port_scan_threshold', value: '100' },
      ]),
    );
    expect(only(objects, 'Pod').metadata.namespace).toBe('shop');
  });
}

/** Runs examples/threat-feed, and lints what it wrote. */
export function threatFeedExample(project: PackedProject): void {
  const source = join(ROOT, 'examples', 'threat-feed');
  const folder = () => project.path('threat-feed');
  beforeAll(() => {
    cpSync(source, folder(), { recursive: true });
    project.compile(folder());
  });

  it('is named as a package, not by a path', () => {
    expect(dependencyIn(source)).toBe(`file:../../${project.tarball}`);
    expect(readFileSync(join(source, 'main.ts'), 'utf8')).not.toMatch(/from '\.\.?\//);
  });

  it('makes the exercise and the roles that verify it, in which lint finds nothing', () => {
    const cwd = folder();
    expect(project.run(cwd, join('.build', 'main.js'))).toEqual({ status: 0, stdout: '', stderr: '' });
    const dist = (file: string) => objectsIn(join(cwd, 'dist', file));
    const objects = dist('threat-feed.k8s.yaml');
    const { metadata } = only(objects, 'Pod');
    const feed = only(objects, 'GlobalThreatFeed');
    expect(metadata.annotations['calico-threat-defense/probe-feed']).toBe(feed.metadata.name);
    expect(only(objects, 'GlobalNetworkPolicy').spec.egress[0]).toMatchObject({
      action: 'Deny',
      destination: { selector: "feed == 'tor'", namespaceSelector: 'global()' },
    });
    expect(only(dist('rbac.k8s.yaml'), 'RoleBinding').subjects[0]).toMatchObject({ namespace: 'ci', name: 'drill' });
    const lint = project.command(cwd, 'lint', 'dist', '--calico-release', '3.24');
    expect([lint.status, lint.stdout]).toEqual([0, expect.stringMatching(/^No problems: \d+ objects? checked/)]);
  });
}
