import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { alert, detectorAlert, jobsPolicy, podsOf } from '../../src/base';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { KINDS } from '../../src/kinds';
import { lint } from '../../src/lint';
import { UPGRADE_REPORTERS, type UpgradeOptions, type UpgradeResult, upgrade } from '../../src/upgrade';

const PORT_SCAN = detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan');
const DGA = detectorAlert('{ name: dga }', 'tigera.io.detector.dga');
const TIER = alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'` }, 'denied');
const POLICY = jobsPolicy({
  tier: 'allow-tigera',
  destination: podsOf('tigera-guardian', 'tigera-guardian'),
}).replaceAll('anomaly-detection', 'mine');
const MADE = (release: string, cluster = 'acme.prod') =>
  `  annotations: { calico-threat-defense/release: "${release}", calico-threat-defense/cluster: ${cluster} }`;
const made = (text: string, release: string, cluster?: string) =>
  text.replace('metadata:\n', `metadata:\n${MADE(release, cluster)}\n`);

function run(
  files: Readonly<Record<string, string>>,
  from: string | undefined,
  to: string,
  options: Partial<UpgradeOptions> = {},
): UpgradeResult {
  const sources = Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const before = from === undefined ? undefined : CalicoRelease.parse(from);
  return upgrade(sources, { from: before, to: CalicoRelease.parse(to), ...options }).result;
}

const tasksOf = ({ steps }: UpgradeResult) => steps.flatMap(({ objects }) => objects.flatMap(({ tasks }) => tasks));
const stepsOf = ({ steps }: UpgradeResult) =>
  steps.map(({ from, to, objects }) => [from, to, ...objects.map(({ object, verdict }) => `${object}: ${verdict}`)]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file after all diffs of a result, as `patch -p0` applies them. */
function patched(file: string, text: string, result: UpgradeResult): string {
  writeFileSync(join(folder, file), text);
  for (const { diff } of tasksOf(result)) {
    if (diff !== undefined) {
      execFileSync('patch', ['-p0', '--binary', '--fuzz=0'], { cwd: folder, input: diff });
    }
  }
  return readFileSync(join(folder, file), 'utf8');
}

function errorsOf(text: string, release: string): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return lint([{ file: 'f.yaml', bytes: Buffer.from(text) }], cluster).findings.map(({ rule }) => rule);
}

describe('the steps of an upgrade', () => {
  const result = run({ 'f.yaml': [PORT_SCAN, TIER, POLICY].join('---\n') }, '3.17', '3.24');

  it('are those in which something changes, and each begins with what the others advise', () => {
    expect(stepsOf(result)).toEqual([
      [
        '3.17.0',
        '3.18.0-2.0',
        'GlobalAlert tigera.io.detector.port-scan: deleted',
        'GlobalAlert denied: fine',
        expect.stringMatching(/mine: fine$/),
      ],
      [
        '3.18.0-2.0',
        '3.21.0-2.0',
        'GlobalAlert network.port-scan: fine',
        'GlobalAlert denied: fine',
        expect.stringMatching(/mine: changed$/),
      ],
      [
        '3.21.0-2.0',
        '3.23.0-1.0',
        'GlobalAlert network.port-scan: fine',
        'GlobalAlert denied: changed',
        expect.stringMatching(/mine: fine$/),
      ],
      [
        '3.23.0-1.0',
        '3.23.0-2.0',
        'GlobalAlert network.port-scan: fine',
        'GlobalAlert denied: changed',
        expect.stringMatching(/mine: ignored$/),
      ],
      [
        '3.23.0-2.0',
        '3.24.0-1.0',
        'GlobalAlert network.port-scan: fine',
        'GlobalAlert denied: fine',
        expect.stringMatching(/mine: fine$/),
      ],
    ]);
  });

  it('count each object once, by its worst verdict', () => {
    expect(result.summary).toEqual({ refused: 0, deleted: 1, ignored: 1, changed: 1, fine: 0 });
  });

  it.each([
    ['as it is', (text: string) => text],
    ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with comments', (text: string) => `# first\n${text.replaceAll('spec:', 'spec: # why')}# last\n`],
    ['without a line break at the end', (text: string) => text.trimEnd()],
    [
      'as a list',
      (text: string) => {
        const items = text.split('---\n').map((one) => `  - ${one.trimEnd().replaceAll('\n', '\n    ')}\n`);
        return `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
      },
    ],
    [
      'as JSON',
      (text: string) => {
        const items = text.split('---\n').map((one) => parse(one));
        return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2)}\n`;
      },
    ],
  ])('come with diffs that patch applies one after the other: a file %s', (_, form) => {
    const text = form([PORT_SCAN, TIER, POLICY].join('---\n'));
    const changed = patched('f.yaml', text, run({ 'f.yaml': text }, '3.17', '3.24'));
    expect(errorsOf(text, '3.24')).toEqual(expect.arrayContaining(['detector-alert/removed', 'tigera-policy/tier']));
    expect(errorsOf(changed, '3.24')).toEqual([]);
    expect(changed.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(['# first', '# last'].filter((comment) => text.includes(comment) !== changed.includes(comment))).toEqual([]);
  });

  it('delete what has got another name, after the upgrade', () => {
    const commands = tasksOf(result).flatMap(({ what, when, command }) =>
      what === 'delete' ? [`${when} ${command}`] : [],
    );
    expect(commands).toEqual([
      'after kubectl delete globalalerts.projectcalico.org tigera.io.detector.port-scan --ignore-not-found',
      'after kubectl delete networkpolicies.projectcalico.org allow-tigera.allow-mine --namespace tigera-intrusion-detection --ignore-not-found',
    ]);
  });
});

describe('an object', () => {
  it('without a successor is removed before the upgrade, and is lost', () => {
    const [first] = run({ 'f.yaml': DGA }, '3.17', '3.24').steps[0]?.objects ?? [];
    expect(first).toMatchObject({
      verdict: 'deleted',
      lost: [
        'Domain generation algorithm (DGA): Calico Enterprise 3.18.0-2.0 has no detectors, and nothing replaces this one; the nearest is a rule of your own over the data set dns',
      ],
      tasks: [{ what: 'delete', when: 'before' }],
    });
  });

  it('keeps its severity, labels and annotations where a rule replaces it', () => {
    const text = PORT_SCAN.replace('severity: 100', 'severity: 7').replace(
      'metadata:\n',
      'metadata:\n  labels: { a: b }\n  annotations: { c: d }\n',
    );
    const changed = parse(patched('f.yaml', text, run({ 'f.yaml': text }, '3.17', '3.18')));
    expect(changed).toMatchObject({
      metadata: { name: 'network.port-scan', labels: { a: 'b' }, annotations: { c: 'd' } },
      spec: { severity: 7, dataSet: 'flows', metric: 'count', condition: 'gte', threshold: 200 },
    });
  });

  it('of ours is generated again, and its old name deleted', () => {
    const result = run({ 'f.yaml': made(PORT_SCAN, '3.17') }, undefined, '3.24');
    expect(stepsOf(result)[0]?.slice(0, 2)).toEqual(['3.17.0', '3.18.0-2.0']);
    expect(tasksOf(result).map(({ what, diff }) => [what, diff])).toEqual([
      ['regenerate', undefined],
      ['delete', undefined],
    ]);
  });

  it('that was rejected before is reported in the last step', () => {
    const [step] = run({ 'f.yaml': alert({ severity: '101' }) }, '3.22', '3.23').steps;
    expect(step?.objects).toMatchObject([
      { verdict: 'refused', findings: [{ rule: 'global-alert/severity-range', path: 'spec.severity' }] },
    ]);
    expect(step?.objects[0]?.findings[0]?.message).toMatch(/\. This is not due to the upgrade$/);
    expect(step?.objects[0]?.tasks).toMatchObject([{ what: 'change', when: 'before' }]);
  });

  it('runs differently where the store or the window differs, and is to be reviewed', () => {
    const result = run({ 'f.yaml': alert() }, '3.16', '3.17');
    expect(tasksOf(result)).toMatchObject([
      { what: 'review', command: 'npx cdk8s-calico-threat-defense explain f.yaml --calico-release 3.17.0' },
    ]);
  });

  it('whose name a shell would interpret comes without a command', () => {
    const text = POLICY.replace('namespace: tigera-intrusion-detection', 'namespace: "$(id)"');
    const commands = tasksOf(run({ 'f.yaml': text }, '3.22', '3.24')).map(({ command }) => command);
    expect(commands).toContain(undefined);
    expect(commands.join()).not.toContain('$(id)');
  });

  it('shares an anchor, and is changed once', () => {
    const text = `${TIER.replace("query: '", "query: &q '")}---\n${TIER.replace('name: denied', 'name: other')}`;
    const changed = patched('f.yaml', text, run({ 'f.yaml': text }, '3.23.0-1.0', '3.24'));
    expect(changed).not.toContain('allow-tigera');
  });

  it.each([
    ['on lines of their own', (text: string) => text, 'diff'],
    ['in braces, which is left to its owner', (text: string) => JSON.stringify(parse(text)), undefined],
  ])('loses fields that an older release does not have: %s', (_, form, diff) => {
    const feed = form(KINDS.find(({ title }) => title === 'GlobalThreatFeeds')?.example.text ?? '').replace(
      /(\n {2}|"spec":\{)("?)content/,
      (_match, start: string, quote: string) =>
        quote === '' ? `${start}feedType: Custom${start}content` : `${start}"feedType":"Custom","content`,
    );
    const result = run({ 'f.yaml': feed }, '3.17', '3.14');
    expect(tasksOf(result)).toMatchObject([
      { what: 'remove', when: 'before', message: expect.stringContaining('feedType') },
    ]);
    expect(tasksOf(result)[0]?.diff === undefined ? undefined : 'diff').toBe(diff);
    const changed = patched('f.yaml', feed, result);
    expect([errorsOf(feed, '3.17'), errorsOf(changed, '3.14').length === 0]).toEqual([[], diff === 'diff']);
  });

  it('of another kind is counted, and skipped', () => {
    const result = run(
      { 'f.yaml': `${alert()}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n` },
      '3.22',
      '3.23',
    );
    expect([result.skipped, result.summary.fine]).toEqual([1, 1]);
  });
});

describe('objects of kinds of which nothing is known', () => {
  it('are named in each report, since they may be gone on the new release', () => {
    const removed = 'apiVersion: operator.tigera.io/v1\nkind: RuntimeSecurity\nmetadata: { name: default }\n';
    const result = run({ 'f.yaml': `${alert()}---\n${removed}` }, '3.22', '3.23');
    expect([result.skippedKinds, result.summary.fine]).toEqual([{ RuntimeSecurity: 1 }, 1]);
    const reports = ['text', 'markdown', 'json'].map((format) => UPGRADE_REPORTERS[format]?.(result, '1.0.0'));
    expect(reports).toEqual([
      expect.stringContaining('; skipped: 1 other object (1 RuntimeSecurity))'),
      expect.stringContaining('; skipped: 1 other object (1 RuntimeSecurity))'),
      expect.stringMatching(/"skippedKinds": \{\s*"RuntimeSecurity": 1\s*\}/),
    ]);
  });
});

describe('files', () => {
  it('with syntax errors are reported, and the others are looked at', () => {
    const result = run({ 'bad.yaml': 'kind: GlobalAlert\n  x: [', 'good.yaml': DGA }, '3.17', '3.24');
    expect(result.problems).toMatchObject([{ file: 'bad.yaml', rule: 'yaml/syntax' }]);
    expect(result.summary.deleted).toBe(1);
  });

  it('that are not text, or templates, are reported', () => {
    const bytes = Buffer.from([0xff, 0xfe]);
    const { result } = upgrade([{ file: 'f.yaml', bytes }], {
      from: CalicoRelease.parse('3.22'),
      to: CalicoRelease.parse('3.24'),
    });
    expect(result.problems).toMatchObject([{ rule: 'yaml/syntax' }]);
    const template = run(
      { 'f.yaml': `kind: GlobalAlert\nmetadata:\n  {{- if .Values.x }}\n  name: x\n  {{- end }}\n` },
      '3.22',
      '3.24',
    );
    expect(template.problems).toMatchObject([{ rule: 'yaml/template' }]);
  });

  it('of several clusters give a summary of each, from their own release', () => {
    const result = run(
      { 'a/f.yaml': made(DGA, '3.17', 'acme.a'), 'a/g.yaml': PORT_SCAN, 'b/f.yaml': made(TIER, '3.23', 'acme.b') },
      undefined,
      '3.24',
    );
    expect(result.clusters).toEqual([
      { cluster: 'acme.a', from: '3.17.0', summary: { refused: 0, deleted: 2, ignored: 0, changed: 0, fine: 0 } },
      { cluster: 'acme.b', from: '3.23.1', summary: { refused: 0, deleted: 0, ignored: 0, changed: 0, fine: 1 } },
    ]);
  });

  it('without a release are named', () => {
    const to = CalicoRelease.parse('3.24');
    const { withoutRelease } = upgrade([{ file: 'f.yaml', bytes: Buffer.from(DGA) }], { to });
    expect(withoutRelease).toEqual(['f.yaml: GlobalAlert tigera.io.detector.dga']);
  });

  it('with 1,000 objects do not take long', () => {
    const text = Array.from({ length: 1_000 }, (_, index) => TIER.replace('name: denied', `name: denied${index}`)).join(
      '---\n',
    );
    const result = run({ 'f.yaml': text }, '3.22', '3.24');
    expect(parseAllDocuments(patched('f.yaml', text, result))).toHaveLength(1_000);
    expect(result.summary.changed).toBe(1_000);
  }, 60_000);
});
