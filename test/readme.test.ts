import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Chart, Cron } from 'cdk8s';
import { AnomalyDetectionChart, CalicoRelease, NetshootScanner, ScanRun, ScanTarget } from '../src';
import { enterpriseBands, version } from '../src/calico';
import { blocksOf, sessionsOf } from './markdown';
import { captureStderr, managedCluster } from './support';

const root = resolve(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the README', () => {
  captureStderr();

  it('begins with how the package is installed, and a program for a release that is no preview', () => {
    const [beginning = ''] = readme.split(/^## (?!Install$)/m);
    const [install, program] = blocksOf(beginning);
    expect(install).toEqual({ language: 'sh', text: 'npm install cdk8s-calico-threat-defense cdk8s constructs\n' });
    expect(program?.language).toBe('ts');
    const [, named = ''] = /CalicoRelease\.enterprise\('([\d.]+)'\)/.exec(program?.text ?? '') ?? [];
    const release = CalicoRelease.enterprise(named);
    const [, minor] = release._number;
    const [, newest] = version(enterpriseBands().at(-1) ?? '');
    expect(`${release}`).not.toContain('-');
    expect(newest - minor).toBeLessThanOrEqual(1);
  });

  it('then says what to do with YAML that one has, before the workshop, and lists the constructs after that', () => {
    const headings = [...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 3)).toEqual(['Install', 'YAML that you already have', "The workshop's module 7"]);
    expect(headings.indexOf('Constructs')).toBeGreaterThan(3);
  });

  it('has the two commands, which CI runs as they stand', () => {
    const commands = sessionsOf(blocksOf(readme)).map(({ command }) => command);
    expect(commands).toContain('npm ci && CLUSTERNAME=acme.aks-prod npm run synth');
    expect(commands).toContain('npm ci && npm test');
  });

  const synth = sessionsOf(blocksOf(readme)).filter(({ command }) => command.endsWith('npm run synth'));
  it.each(synth)('shows what is really printed: $command', ({ command, output }) => {
    const outdir = mkdtempSync(join(tmpdir(), 'readme-'));
    const { CLUSTERNAME: _, CALICO_RELEASE: __, CALICO_TOPOLOGY: ___, ...environment } = process.env;
    const { stderr } = spawnSync(command.replace('npm ci && ', '').replace('npm run synth', 'npm run --silent synth'), {
      shell: true,
      cwd: root,
      env: { ...environment, CDK8S_OUTDIR: join(outdir, 'dist') },
    });
    rmSync(outdir, { recursive: true, force: true });
    expect(String(stderr).replace(/^npm warn .*\n/gm, '')).toBe(output);
  });

  it("shows the scanner's command", () => {
    const chart = new AnomalyDetectionChart(new App(), 'chart', { cluster: managedCluster() });
    expect(readme).toContain(`\n${chart.scanner.scanCommand}\n`);
  });

  it('shows how each scan is started, and its outcome', () => {
    const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
    const commands = (run: ScanRun) => {
      const { scanCommand, resultCommand } = new NetshootScanner(new Chart(new App(), 'chart'), 'scanner', {
        target,
        run,
      });
      return [scanCommand, resultCommand];
    };
    const [onDemand, result] = commands(ScanRun.onDemand());
    expect(readme).toContain(`| \`ScanRun.onDemand()\` | \`${onDemand}\` | \`${result}\` |`);
    expect(readme).toContain(`| \`ScanRun.once()\` | with \`kubectl apply -f dist\` | \`${result}\` |`);
    expect(readme).toContain(`| \`ScanRun.schedule(cron)\` | by itself | \`${result}\` |`);
    for (const run of [ScanRun.once(), ScanRun.schedule(Cron.daily())]) {
      expect(commands(run)).toEqual([undefined, result]);
    }
  });

  it('names every variable of the environment that is read', () => {
    const files = ['calico/cluster-environment.ts', 'output/environment.ts', 'output/run.ts'];
    const sources = files.map((file) => readFileSync(join(root, 'src', file), 'utf8'));
    const read = new Set(sources.join('').match(/\b(CLUSTERNAME|CALICO_[A-Z_]+|CDK8S_[A-Z]+)\b/g));
    const named = new Set([...readme.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name]) => name));
    expect([...named].sort()).toEqual([...read].sort());
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.includes('://'));
    expect(links.filter((link) => !existsSync(join(root, link.split('#')[0] ?? '')))).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });
});
