import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KINDS } from '../../src/kinds';
import { kindsOf } from '../crds/crd';
import { binary, provideKubeconform } from './binaries';
import { Keeper } from './keeper';
import { snapshotObjects } from './snapshot-objects';

const keeper = new Keeper();
const folder = mkdtempSync(join(tmpdir(), 'schemas '));
const script = resolve(__dirname, '../../tools/schemas.mjs');

const examples = KINDS.map(({ example: { text, release } }) => ({
  text,
  release,
  kind: /^kind: (\w+)/m.exec(text)?.[1],
}))
  .filter(({ kind, release }) => kind !== undefined && kindsOf(release).includes(kind))
  .map(({ kind, release, text }) => [String(kind), release, text] as const);

const made = snapshotObjects();
const snapshots = [...new Set(made.map(({ minor }) => minor))]
  .filter((minor) => kindsOf(minor).length > 0)
  .map((minor) => {
    const own = made.filter((one) => one.minor === minor).map(({ manifest }) => manifest);
    const text = own.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
    return [minor, text, [...new Set(own.map(({ kind }) => kind))]] as const;
  });

const ALERT = `\
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: { name: lookups }
spec: { summary: s, description: d, severity: 50, dataSet: dns, metric: count, condition: gt, threshold: 100 }
`;

/** Exit code and output of kubeconform, which finds no schemas but ours. */
function kubeconform(release: string, input: string, ...options: readonly string[]): readonly [number | null, string] {
  const template = join(folder, release, '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json');
  const { status, stdout, stderr } = spawnSync(binary('kubeconform'), [...options, '-schema-location', template, '-'], {
    input,
  });
  return [status, `${stdout}${stderr}`];
}

describe('kubeconform with our schemas', () => {
  beforeAll(async () => {
    execFileSync(process.execPath, [script, folder]);
    await provideKubeconform(keeper);
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
    return keeper.stop();
  });

  it('has examples and snapshots to check', () => {
    expect(examples.length).toBeGreaterThan(5);
    expect(made.length).toBeGreaterThan(40);
    expect(new Set(made.map(({ manifest }) => manifest.kind)).size).toBeGreaterThan(7);
  });

  it.each(examples)('accepts the example of %s on %s', (_, release, text) => {
    expect(kubeconform(release, text)).toEqual([0, '']);
  });

  it.each(snapshots)('accepts what constructs make for %s, as their snapshots have it', (release, text, kinds) => {
    expect(kinds.length).toBeGreaterThan(0);
    // The kinds of open-source Calico that are not in the package's schemas are skipped.
    expect(kubeconform(release, text, '-ignore-missing-schemas')).toEqual([0, '']);
  });

  it('accepts an alert on each release', () => {
    const releases = readdirSync(folder);
    expect(releases.map((release) => [release, ...kubeconform(release, ALERT)])).toEqual(
      releases.map((release) => [release, 0, '']),
    );
  });

  it.each([
    ['an unknown field', '3.14', 'threshold:', 'treshold:', "at '/spec': additional properties 'treshold' not allowed"],
    ['a wrong type', '3.18', 'severity: 50', 'severity: high', "at '/spec/severity': got string, want integer"],
    [
      'a wrong value',
      '3.24',
      'dataSet: dns',
      'dataSet: dnss',
      "at '/spec/dataSet': value must be one of 'flows', 'dns'",
    ],
    ['unknown metadata', '3.23', 'name: lookups', 'name: a, label: b', "additional properties 'label' not allowed"],
  ])('rejects %s on %s', (_, release, right, wrong, message) => {
    expect(kubeconform(release, ALERT.replace(right, wrong))).toEqual([1, expect.stringContaining(message)]);
  });

  it('finds no schema of a kind that the release does not have', () => {
    const [status, output] = kubeconform('3.12', ALERT.replace('GlobalAlert', 'SecurityEventWebhook'));
    expect([status, output]).toEqual([1, expect.stringContaining('could not find schema for SecurityEventWebhook')]);
  });
});
