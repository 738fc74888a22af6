import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease } from '../../src';
import { alert, detectorAlert, jobsPolicy, podsOf, withListener } from '../../src/base';
import { objectTitle } from '../../src/calico';
import { KINDS } from '../../src/kinds';
import { bundled, runCommand } from '../cli/command';

const FROM = '3.17';
const TO = '3.24';
const DETECTORS = ['port_scan', 'dga', 'dns_tunnel', 'l7_latency', 'generic_flows', 'process_restarts', 'bytes_out'];
const OLD_GUARDIAN = podsOf('tigera-guardian', 'tigera-guardian');
const PORTS = [22, 23, 3389, 5900, 6379, 9200, 27017, 11211, 2375, 10250];
const GENERATED = 'generated/module-7.yaml';

/** What a program with the constructs writes; the examples of the workshop are not part of it. */
function generated(release: string): string {
  const cluster = CalicoCluster.managed({ name: 'acme.prod', release: CalicoRelease.parse(release) });
  const objects = withListener(
    () => undefined,
    () => Testing.synth(new AnomalyDetectionChart(new App(), 'module', { cluster })),
  );
  return Yaml.stringify(...objects);
}

/** A repository as people have it: some files generated, most written by hand, and many that are about something else. */
function repository(): Record<string, string> {
  const files: Record<string, string> = {
    [GENERATED]: generated(FROM),
    'README.md': '# Our clusters\n',
    'felix.yaml':
      'apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: default\nspec:\n  flowLogsFlushInterval: 60s\n',
    'policies/guardian.yaml': jobsPolicy({
      tier: 'allow-tigera',
      name: 'allow-tigera.exporter',
      destination: OLD_GUARDIAN,
    }).replaceAll('anomaly-detection', 'exporter'),
    'policies/guardian.json': JSON.stringify(
      parse(
        jobsPolicy({ tier: 'allow-tigera', name: 'allow-tigera.backup', destination: OLD_GUARDIAN }).replaceAll(
          'anomaly-detection',
          'backup',
        ),
      ),
      undefined,
      2,
    ),
    'policies/service.yaml': jobsPolicy({
      tier: 'allow-tigera',
      name: 'allow-tigera.service',
      destination: ['services:', '  name: tigera-guardian', '  namespace: tigera-guardian'],
    }).replaceAll('anomaly-detection', 'service'),
    'policies/own.yaml': jobsPolicy({ tier: 'security', destination: podsOf('web', 'shop') }).replaceAll(
      'anomaly-detection',
      'web',
    ),
    'policies/kubernetes.yaml':
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n',
    'alerts/tier.yaml': `# What Tigera denies\r\n${alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'`, aggregateBy: '[source_namespace]' }, 'tier.denied').replaceAll('\n', '\r\n')}`,
    'alerts/audit-tier.yaml': alert(
      {
        dataSet: 'audit',
        description: 'A policy of Tigera was deleted',
        query: `'"objectRef.name" = "allow-tigera.default-deny" AND verb = delete'`,
      },
      'audit.tier',
    ),
    'alerts/several.yaml': [
      alert({}, 'several.one'),
      detectorAlert('{ name: http_verbs }', 'tigera.io.detector.http-verbs'),
      alert({}, 'several.two'),
    ].join('---\n'),
  };
  for (const detector of DETECTORS) {
    files[`detectors/${detector}.yaml`] = detectorAlert(
      `{ name: ${detector} }`,
      `tigera.io.detector.${detector.replaceAll('_', '-')}`,
    );
  }
  for (const port of PORTS) {
    files[`alerts/port-${port}.yaml`] = alert(
      { query: `dest_port = ${port}`, period: '5m', lookback: '15m' },
      `network.port-${port}`,
    );
  }
  for (const kind of ['GlobalThreatFeeds', 'PacketCaptures', 'AlertExceptions']) {
    files[`others/${kind}.yaml`] = KINDS.find(({ title }) => title === kind)?.example.text ?? '';
  }
  for (let index = 0; index < 18; index += 1) {
    files[`apps/app-${index}.yaml`] =
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${index}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: app-${index}\n`;
  }
  return files;
}

interface Task {
  readonly what: string;
  readonly message: string;
  readonly command?: string;
  readonly diff?: string;
}

describe('a repository that is upgraded with the advice of the command alone', () => {
  const command = bundled();
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'repository-'));
    for (const [name, text] of Object.entries(repository())) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  const run = (...args: string[]) => runCommand(command(), args, { cwd });

  /** Removes an object from its file, and a file without objects. */
  const remove = (file: string, title: string) => {
    const path = join(cwd, file);
    const documents = readFileSync(path, 'utf8').split(/^---\r?\n/m);
    const left = documents.filter((text) => objectTitle(parse(text) ?? {}) !== title);
    expect(documents.length - left.length).toBe(1);
    left.length === 0 ? rmSync(path) : writeFileSync(path, left.join('---\n'));
  };

  const follow = (file: string, title: string, { what, diff, command: line, message }: Task) => {
    if (diff !== undefined) {
      execFileSync('patch', ['-p0', '--binary', '--fuzz=0'], { cwd, input: diff });
    } else if (what === 'regenerate') {
      writeFileSync(join(cwd, GENERATED), generated(message.match(/to (\S+), run/)?.[1] ?? ''));
    } else if (what === 'review') {
      expect(line).toMatch(/^npx cdk8s-calico-threat-defense explain /);
    } else if (what === 'delete') {
      expect(line).toMatch(/^kubectl delete \S+ [\w.-]+( --namespace \S+)? --ignore-not-found$/);
      if (message.includes('from your files')) {
        remove(file, title);
      }
    } else {
      throw new Error(`${file}: ${title}: ${what}: ${message}`);
    }
  };

  it('has about 50 files', () => {
    expect(
      readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length,
    ).toBeGreaterThan(48);
  });

  it('ends with files about which lint has nothing to say, and with alerts that can fire', () => {
    expect(run('lint', '.', '--calico-release', FROM)).toMatchObject({ exitCode: 0 });
    expect(run('lint', '.', '--calico-release', TO)).toMatchObject({ exitCode: 1 });

    const first = run('upgrade', '.', '--from', FROM, '--to', TO, '--format', 'json');
    expect([first.stderr, first.exitCode]).toEqual(['', 1]);
    for (const { objects } of JSON.parse(first.stdout).steps) {
      for (const { file, object, do: tasks } of objects) {
        for (const task of tasks) {
          follow(file, object, task);
        }
      }
    }

    const linted = run('lint', '.', '--calico-release', TO, '--format', 'json');
    expect(
      JSON.parse(linted.stdout).findings.filter(({ severity }: { severity: string }) => severity !== 'notice'),
    ).toEqual([]);
    expect(linted.exitCode).toBe(0);
    const explained = run('explain', '.', '--calico-release', TO, '--format', 'json');
    const { alerts } = JSON.parse(explained.stdout);
    expect([explained.stderr, explained.exitCode]).toEqual(['', 0]);
    expect(alerts.filter(({ verdict }: { verdict: string }) => verdict !== 'fires')).toEqual([]);
    expect(alerts.map(({ name }: { name: string }) => name).sort()).toEqual(
      [
        'audit.tier',
        'network.port-scan',
        'network.port-scan',
        'several.one',
        'several.two',
        'tier.denied',
        ...PORTS.map((port) => `network.port-${port}`),
      ].sort(),
    );
  }, 120_000);
});
