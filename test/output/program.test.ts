import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Duration } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { fewestScanRows, mostOrdinaryRows } from '../../docs/generator/scan-simulation';
import { FlowAggregation, LogSettings } from '../../src';
import { alertTimes } from '../../src/kinds/global-alert/time-checks';
import { only, type Synthesized } from '../support';

const root = resolve(__dirname, '..', '..');
const program = join(root, '.build', 'main.js');
const file = 'anomaly-detection.k8s.yaml';
const RECORD = '.calico-threat-defense-files';

/** The program itself, bundled as `npm run synth` does it, and run in a process of its own. */
describe('the program', () => {
  let folder: string;
  beforeAll(() => {
    const compiled = spawnSync(process.execPath, [join(root, 'tools/synth/main.js'), '--no-run'], { cwd: root });
    expect(String(compiled.stdout)).toBe('');
    expect(compiled.status).toBe(0);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'the program '));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (environment: Record<string, string> = {}) => {
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      cwd: folder,
      env: { PATH, ...environment },
    });
    return { status, stdout: String(stdout), stderr: String(stderr) };
  };
  const written = (outdir = 'dist') => readFileSync(join(folder, outdir, file), 'utf8');

  it('writes one file into dist, and says nothing on standard output', () => {
    const { status, stdout, stderr } = run({ CLUSTERNAME: 'acme.aks-prod', CALICO_RELEASE: '3.14' });
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^anomaly-detection\/ad-jobs: 3 warnings\n.*\[ad-jobs\/superseded\]\n.*\n.*\n$/);
    expect(readdirSync(folder)).toEqual(['dist']);
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual([RECORD, file]);
    expect(readFileSync(join(folder, 'dist', RECORD), 'utf8')).toBe(`${file}\n`);
    expect(written()).toContain('- name: CLUSTER_NAME\n              value: acme.aks-prod\n');
  });

  it('writes the same bytes a second time, over what it wrote before', () => {
    run({ CLUSTERNAME: 'acme.aks-prod' });
    const first = written();
    writeFileSync(join(folder, 'dist', file), 'broken');
    run({ CLUSTERNAME: 'acme.aks-prod' });
    expect(written()).toBe(first);
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual([RECORD, file]);
  });

  it('keeps the YAML and JSON of others in the folder that CDK8S_OUTDIR names', () => {
    mkdirSync(join(folder, 'k8s', 'sub'), { recursive: true });
    mkdirSync(join(folder, 'k8s', '.docker'));
    const others = { '.docker/config.json': '{}', 'mine.yaml': 'a: 1', 'package.json': '{}', 'sub/values.yml': 'b: 2' };
    for (const [path, text] of Object.entries(others)) {
      writeFileSync(join(folder, 'k8s', path), text);
    }
    expect(run({ CLUSTERNAME: 'acme', CDK8S_OUTDIR: 'k8s' }).status).toBe(0);
    expect(run({ CLUSTERNAME: 'acme', CDK8S_OUTDIR: 'k8s' }).status).toBe(0);
    for (const [path, text] of Object.entries(others)) {
      expect([path, readFileSync(join(folder, 'k8s', path), 'utf8')]).toEqual([path, text]);
    }
  });

  it('refuses the home folder, and leaves it as it was', () => {
    mkdirSync(join(folder, 'home', '.docker'), { recursive: true });
    writeFileSync(join(folder, 'home', '.docker', 'config.json'), '{}');
    const home = join(folder, 'home');
    const { status, stderr } = run({ CLUSTERNAME: 'acme', CDK8S_OUTDIR: home, HOME: home });
    expect([status, stderr]).toEqual([1, expect.stringContaining('contains your home folder')]);
    expect(readdirSync(home, { recursive: true }).sort()).toEqual(['.docker', '.docker/config.json']);
  });

  it('does not overwrite a file of others that is called like its own', () => {
    mkdirSync(join(folder, 'k8s'));
    writeFileSync(join(folder, 'k8s', file), 'kind: Mine\n');
    const { status, stderr } = run({ CLUSTERNAME: 'acme', CALICO_RELEASE: '3.23', CDK8S_OUTDIR: 'k8s' });
    expect(status).toBe(1);
    expect(stderr).toContain(`output: 1 problem\n  k8s/${file}: already exists, and no earlier run wrote it`);
    expect([readdirSync(folder), readdirSync(join(folder, 'k8s'))]).toEqual([['k8s'], [file]]);
    expect(written('k8s')).toBe('kind: Mine\n');
  });

  it('takes over what version 0.1.0 wrote, which kept no record', () => {
    run({ CLUSTERNAME: 'acme.before' });
    rmSync(join(folder, 'dist', RECORD));
    expect(run({ CLUSTERNAME: 'acme.after' }).status).toBe(0);
    expect(written()).toContain('value: acme.after\n');
  });

  it('takes an example name where there is none, and says so', () => {
    const { status, stderr } = run();
    expect(status).toBe(0);
    expect(stderr).toContain('CLUSTERNAME: is not set, so the example name example.my-cluster was used');
    expect(written()).toContain('value: example.my-cluster\n');
  });

  it('assumes the release of the workshop where there is none, and says so', () => {
    const { status, stderr } = run({ CLUSTERNAME: 'acme' });
    expect(status).toBe(0);
    expect(stderr).toContain(
      'environment: 1 notice\n  CALICO_RELEASE: is not set, so 3.14, the release of the workshop,',
    );
    expect(run({ CLUSTERNAME: 'acme', CALICO_RELEASE: '3.14' }).stderr).not.toContain('CALICO_RELEASE');
  });

  it('runs the demo in the namespace that CALICO_DEMO_NAMESPACE names', () => {
    const environment = { CLUSTERNAME: 'acme', CALICO_RELEASE: '3.23' };
    expect(run({ ...environment, CALICO_DEMO_NAMESPACE: 'port-scan' }).status).toBe(0);
    expect(written()).toContain('calico-threat-defense/demo: "true"\n    compliance: open\n');
    expect(written()).toContain('namespace: port-scan\n');
    expect(written()).not.toMatch(/(namespace|name): dev\n/);
    const { status, stderr } = run({ ...environment, CALICO_DEMO_NAMESPACE: 'kube-system' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('CALICO_DEMO_NAMESPACE = "kube-system": belongs to')]);
  });

  it('writes where CDK8S_OUTDIR says', () => {
    expect(run({ CLUSTERNAME: 'acme', CDK8S_OUTDIR: 'a b/c' }).status).toBe(0);
    expect(written('a b/c')).toContain('value: acme\n');
  });

  it.each([
    [{ CLUSTERNAME: '' }, 'CLUSTERNAME = "": must not be empty'],
    [{ CLUSTERNAME: 'CLUSTERNAME' }, 'CLUSTERNAME = "CLUSTERNAME": is still a placeholder'],
    [{ CLUSTERNAME: 'a\nb' }, 'CLUSTERNAME = "a\\nb": must be an RFC 1123 subdomain'],
    [{ CALICO_RELEASE: 'latest' }, 'CALICO_RELEASE = "latest": is not a Calico release'],
    [{ CALICO_RELEASE: '' }, 'CALICO_RELEASE = "": is not a Calico release'],
    [{ CALICO_TOPOLOGY: 'cloud' }, 'CALICO_TOPOLOGY = "cloud": is not a valid topology'],
    [{ CALICO_RELEASE: '3.6' }, 'CALICO_RELEASE = "3.6": is older than 3.7'],
    [{ CDK8S_OUTDIR: '.' }, 'folder = ".": contains the current folder'],
  ])('refuses %j with one clear error, and leaves dist as it was', (environment, message) => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', file), 'old');
    const { status, stdout, stderr } = run({ CLUSTERNAME: 'acme', ...environment });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([readdirSync(folder), readdirSync(join(folder, 'dist')), written()]).toEqual([['dist'], [file], 'old']);
  });

  it('makes no dist where it refuses', () => {
    expect(run({ CLUSTERNAME: '' }).status).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses an output folder whose place a file has', () => {
    writeFileSync(join(folder, 'dist'), 'a file');
    const { status, stderr } = run({ CLUSTERNAME: 'acme' });
    expect(status).toBe(1);
    expect(stderr).toBe(
      'output: 1 problem\n  folder = "dist": is a file; remove it, or use another folder [output/unusable]\n',
    );
    expect(readFileSync(join(folder, 'dist'), 'utf8')).toBe('a file');
  });

  describe('at the log settings of a workshop', () => {
    const WORKSHOP = { CALICO_FLOW_LOGS_FLUSH_INTERVAL: '10s', CALICO_FLOW_LOGS_AGGREGATION_ALLOWED: '1' };
    const logs = LogSettings.of({
      flowLogsFlushInterval: Duration.seconds(10),
      allowedFlows: FlowAggregation.BY_SOURCE,
    });
    const alertFor = (variables: Record<string, string>) => {
      const { status, stderr } = run({ CLUSTERNAME: 'acme.aks-prod', CALICO_RELEASE: '3.24', ...variables });
      expect([status, stderr]).toEqual([0, expect.stringMatching(/^anomaly-detection: 1 notice\n.*\n$/)]);
      const objects = parseAllDocuments(written()).map((document): Synthesized => document.toJS());
      const { metadata, spec } = only(objects, 'GlobalAlert');
      const { period, lookback } = alertTimes({ spec });
      const times = { period: Duration.millis(period), lookback: Duration.millis(lookback) };
      return { annotations: metadata.annotations, threshold: spec.threshold, times };
    };

    it('has an alert that ordinary traffic does not reach, and the scan of the module does', () => {
      const { threshold, times, annotations } = alertFor(WORKSHOP);
      expect(mostOrdinaryRows(logs, times)).toBeLessThanOrEqual(threshold / 2);
      expect(fewestScanRows(logs, times)).toBeGreaterThanOrEqual(threshold * 2);
      expect(annotations['calico-threat-defense/log-settings']).toBe(
        'flowLogsFlushInterval=10s,flowLogsFileAggregationKindForAllowed=1',
      );
    });

    it('would have an alert that ordinary traffic reaches if it did not know them', () => {
      const { threshold, times, annotations } = alertFor({});
      expect(mostOrdinaryRows(logs, times)).toBeGreaterThanOrEqual(threshold);
      expect(annotations).not.toHaveProperty(['calico-threat-defense/log-settings']);
    });

    it.each(['3.7', '3.14'])('has the same objects on %s, except for the annotation', (CALICO_RELEASE) => {
      const text = (variables: object) => {
        run({ CLUSTERNAME: 'acme.aks-prod', CALICO_RELEASE, ...variables });
        return written();
      };
      const without = text({});
      const annotation = / +calico-threat-defense\/log-settings: .*\n/g;
      expect(text(WORKSHOP).replace(annotation, '')).toBe(without);
      expect(text(WORKSHOP)).toMatch(annotation);
    });
  });
});
