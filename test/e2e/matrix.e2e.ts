import { parse } from 'yaml';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { ALERT_EXCEPTION_KIND } from '../../src/kinds/alert-exception';
import { SECURITY_EVENT_WEBHOOK_KIND } from '../../src/kinds/security-event-webhook';
import { RELEASES } from '../crds/crd';
import { captureStderr, type Synthesized } from '../support';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane, listOf } from './control-plane';
import { CLUSTERS, emit, PARTS } from './emitted';
import { isPartOf } from './emitted-event-charts';

/** How many objects of a part were emitted, accepted, found unchanged at a second apply. */
interface Counts {
  readonly emitted: number;
  readonly accepted: number;
  readonly unchanged: number;
}

interface Row {
  readonly release: string;
  readonly topology: string;
  readonly parts: readonly Counts[];
  readonly differences: string;
}

const rows: Row[] = [];
const topologies = Object.keys(CLUSTERS);

for (const release of RELEASES) {
  describeWithCrds(release, `an API server with the CRDs of ${release}`, () => {
    captureStderr();
    let server: ControlPlane;
    beforeAll(async () => {
      server = await ControlPlane.start();
      await installCalico(server, release);
    });
    afterAll(() => server?.stop());

    it.each(topologies)('takes everything that is made for a %s cluster', async (topology) => {
      const folder = server.folder(topology);
      const emitted = emit(folder, topology, release);
      const apply = ['apply', '--server-side=false', '-f', folder];
      const first = await server.kubectl(apply);
      const second = await server.kubectl(apply);
      const difference = await server.kubectl(['diff', '-f', folder]);
      const parts = PARTS.map((part) => countsOf(emitted.get(part) ?? [], first.stdout, second.stdout));
      rows.push({ release, topology, parts, differences: difference.status === 0 ? 'none' : 'SOME' });

      expect({ ...first, stdout: refusedLines(first.stdout, /(created|configured)$/) }).toEqual(success);
      expect({ ...second, stdout: refusedLines(second.stdout, /unchanged$/) }).toEqual(success);
      expect(difference).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(parts.filter(({ emitted, accepted, unchanged }) => emitted !== accepted || emitted !== unchanged)).toEqual(
        [],
      );
      expect(parts.map(({ emitted }) => emitted > 0)).toEqual(PARTS.map((part) => isPartOf(release, part)));
      await clear(server, [...emitted.values()].flat());
    });

    it.each([
      ['SecurityEventWebhook', SECURITY_EVENT_WEBHOOK_KIND],
      ['AlertException', ALERT_EXCEPTION_KIND],
    ])('has %ss if our checks say so', async (name, { example, check }) => {
      const apply = ['apply', '--dry-run=server', '-f', '-'];
      const { status, stderr } = await server.kubectl(apply, { input: example.text });
      const known = check(parse(example.text), {
        release: CalicoRelease.parse(release),
        topology: CalicoTopology.MANAGED,
      });
      expect([release, status === 0]).toEqual([release, known.length === 0]);
      expect(stderr).toMatch(status === 0 ? /^$/ : new RegExp(`no matches for kind "${name}"`));
    });
  });
}

afterAll(() => {
  if (rows.length > 0) {
    process.stdout.write(`${tableOf(rows)}\n`);
  }
});

const success = expect.objectContaining({ status: 0, stdout: [], stderr: '' });

function refusedLines(output: string, expected: RegExp): string[] {
  return output.split('\n').filter((line) => line !== '' && !expected.test(line));
}

function countsOf(objects: readonly Synthesized[], first: string, second: string): Counts {
  const told = (output: string, words: RegExp) =>
    objects.filter((object) =>
      output.split('\n').some((line) => line.startsWith(`${resourceOf(object)} `) && words.test(line)),
    ).length;
  return {
    emitted: objects.length,
    accepted: told(first, /(created|configured)$/),
    unchanged: told(second, /unchanged$/),
  };
}

/** An object as kubectl names it. */
function resourceOf({ apiVersion, kind, metadata }: Synthesized): string {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${metadata.name}`;
}

/** Nothing would take a deleted namespace away without a controller manager, so namespaces stay. */
async function clear(server: ControlPlane, objects: readonly Synthesized[]): Promise<void> {
  const gone = objects.filter(({ kind }) => kind !== 'Namespace');
  await server.succeed(['delete', '--force', '--grace-period=0', '-f', '-'], { input: listOf(gone) });
}

function tableOf(all: readonly Row[]): string {
  const header = ['CRDs', 'cluster', ...PARTS, 'accepted', 'unchanged', 'diff'];
  const lines = all.map(({ release, topology, parts, differences }) => {
    const [accepted, unchanged, emitted] = [
      total(parts, 'accepted'),
      total(parts, 'unchanged'),
      total(parts, 'emitted'),
    ];
    const cells = parts.map((counts) => `${counts.accepted}/${counts.emitted}`);
    return [release, topology, ...cells, `${accepted}/${emitted}`, `${unchanged}/${emitted}`, differences];
  });
  const counts = all.flatMap(({ parts }) => parts);
  const sum = `${total(counts, 'emitted')} objects in ${all.length} clusters: ${total(counts, 'accepted')} accepted, ${total(counts, 'unchanged')} unchanged by a second apply`;
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const print = (line: readonly string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return ['', ...[header, ...lines].map(print), '', sum].join('\n');
}

function total(counts: readonly Counts[], of: keyof Counts): number {
  return counts.reduce((sum, each) => sum + each[of], 0);
}
