import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch, structuredPatch } from 'diff';
import fc from 'fast-check';
import type { Manifest } from '../../src/base';
import type { UpgradeAction } from '../../src/kind';
import { FLEET_RECORD } from '../../src/output';
import { ClusterNames } from '../../src/upgrade/cluster-names';
import { deleteCommand } from '../../src/upgrade/delete-command';
import { editedManifest } from '../../src/upgrade/edited-manifest';
import { fileDiff } from '../../src/upgrade/file-diff';
import { changedText, type TextChange } from '../../src/upgrade/text-changes';

const calico = (kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

describe('the command that deletes an object', () => {
  it.each<[string, Manifest, string | undefined]>([
    [
      'a kind of this library',
      calico('GlobalAlert', 'network.ssh'),
      'kubectl delete globalalerts.projectcalico.org network.ssh --ignore-not-found',
    ],
    [
      'with a namespace',
      calico('PacketCapture', 'front', 'shop'),
      'kubectl delete packetcaptures.projectcalico.org front --namespace shop --ignore-not-found',
    ],
    [
      'another kind',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'b' } },
      'kubectl delete deployment.apps a --namespace b --ignore-not-found',
    ],
    [
      'a kind of the core group',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
      'kubectl delete configmap a --ignore-not-found',
    ],
    [
      'the kind of another group',
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' } },
      'kubectl delete networkpolicy.networking.k8s.io a --ignore-not-found',
    ],
    ['no name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, undefined],
    ['a name for a shell', calico('GlobalAlert', 'a;reboot'), undefined],
    ['a name that is an option', calico('GlobalAlert', '--all'), undefined],
    ['a name on two lines', calico('GlobalAlert', 'a\nb'), undefined],
    ['a namespace for a shell', calico('PacketCapture', 'a', '$(b)'), undefined],
    ['a kind for a shell', { apiVersion: 'v1', kind: 'a b', metadata: { name: 'a' } }, undefined],
  ])('of %s', (_, manifest, command) => {
    expect(deleteCommand(manifest)).toBe(command);
  });
});

describe('an object after an action', () => {
  const manifest: Manifest = {
    kind: 'GlobalAlert',
    metadata: { name: 'a' },
    spec: { query: 'a = b AND c = b', list: [{ x: 'b' }, { x: 'b', y: 1 }], severity: 1 },
  };
  const edited = (action: object) => editedManifest(manifest, action as UpgradeAction);

  it('has other strings, in maps and lists', () => {
    const edits = [
      { keys: ['spec', 'query'], from: 'b', to: 'd' },
      { keys: ['spec', 'list', 1, 'x'], from: 'b', to: 'e' },
      { keys: ['spec', 'severity'], from: '1', to: '2' },
      { keys: ['spec', 'nothing'], from: 'b', to: 'd' },
    ];
    expect(edited({ what: 'edit', edits })).toEqual({
      ...manifest,
      spec: { query: 'a = d AND c = d', list: [{ x: 'b' }, { x: 'e', y: 1 }], severity: 1 },
    });
  });

  it('lacks fields, if it had them', () => {
    const fields = [['spec', 'severity'], ['spec', 'list', 1, 'y'], ['spec', 'nothing', 'x'], ['status']];
    expect(edited({ what: 'remove', fields })).toEqual({
      ...manifest,
      spec: { query: 'a = b AND c = b', list: [{ x: 'b' }, { x: 'b' }] },
    });
    expect(manifest['spec']).toHaveProperty('severity');
  });

  it('is another one, or the same', () => {
    const by = { kind: 'Other' };
    expect(edited({ what: 'replace', by })).toBe(by);
    expect(edited({ what: 'delete' })).toBe(manifest);
  });
});

describe('the diff of a file', () => {
  /** Lines that are replaced by others, each as its number and what it becomes. */
  const replaced = fc.array(fc.tuple(fc.nat(29), fc.array(fc.constantFrom('', 'b: c'), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 3,
  });

  function changesOf(
    lines: readonly string[],
    wanted: readonly (readonly [number, readonly string[]])[],
  ): TextChange[] {
    const places = new Map(wanted.map(([at, by]) => [at % lines.length, by]));
    let start = 0;
    return lines.flatMap((line, index) => {
      const by = places.get(index);
      const end = start + line.length + 1;
      const change = { start, end, text: (by ?? []).map((one) => `${one}x\n`).join('') };
      start = end;
      return by === undefined ? [] : [change];
    });
  }

  const whole = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

  it('is that of the whole file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), replaced, (count, wanted) => {
        const lines = Array.from({ length: count }, (_, index) => `line ${index}`);
        const text = whole(lines);
        const changes = changesOf(lines, wanted);
        const { hunks } = structuredPatch('', '', text, changedText(text, changes), '', '', { context: 3 });
        const expected = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
          `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
          ...changed,
        ]);
        expect(fileDiff('f.yaml', text, changes).split('\n')).toEqual(['--- f.yaml', '+++ f.yaml', ...expected, '']);
      }),
    );
  });

  it('makes one file of the other, also where lines are equal', () => {
    const line = fc.constantFrom('', 'a', 'b: cx', 'x');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), replaced, (lines, wanted) => {
        const text = whole(lines);
        const changes = changesOf(lines, wanted);
        expect(applyPatch(text, fileDiff('f.yaml', text, changes))).toBe(changedText(text, changes));
      }),
    );
  });

  it('is empty without changes', () => {
    expect(fileDiff('f.yaml', 'a\n', [])).toBe('');
  });
});

describe('the cluster of an object', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cluster-names-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const stating = (name?: string): Manifest => ({
    kind: 'GlobalAlert',
    metadata: { annotations: name === undefined ? {} : { 'calico-threat-defense/cluster': name } },
  });

  it('is the one that it states, or the only one that others in its folder state', () => {
    const names = new ClusterNames();
    const [a, b] = ['a', 'b'].map((name) => join(folder, name, 'x.yaml')) as [string, string];
    names.add(a, stating('one'));
    names.add(a, stating());
    names.add(b, stating('one'));
    names.add(b, stating('two'));
    expect([names.of(a, stating('three')), names.of(a, stating()), names.of(b, stating())]).toEqual([
      'three',
      'one',
      '',
    ]);
    expect(names.of(join(folder, 'c', 'x.yaml'), stating())).toBe('');
  });

  it('is the folder of the fleet that it is in, whatever it states', () => {
    const fleet = join(folder, 'fleet');
    mkdirSync(join(fleet, 'acme', 'deep'), { recursive: true });
    writeFileSync(join(fleet, FLEET_RECORD), '');
    const names = new ClusterNames();
    expect(names.of(join(fleet, 'acme', 'x.yaml'), stating('other'))).toBe('acme');
    expect(names.of(join(fleet, 'acme', 'deep', 'x.yaml'), stating('other'))).toBe('acme');
    expect(names.of(join(fleet, 'x.yaml'), stating('other'))).toBe('other');
  });
});
