import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { ManifestFiles } from '../../../src/output/fleet/manifest-files';
import { NAMES, RUNS, textFor, valueFor } from './arbitraries';

/** An object whose manifest is what it is given, as a patch or a subclass could make it. */
class Given extends ApiObject {
  constructor(
    chart: Chart,
    id: string,
    private readonly manifest: unknown,
  ) {
    super(chart, id, { apiVersion: 'v1', kind: 'Given' });
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the overridden method has it
  override toJson(): any {
    return this.manifest;
  }
}

function appOf(manifests: readonly unknown[]): App {
  const app = new App({ outdir: 'never-written' });
  const chart = new Chart(app, 'chart');
  manifests.forEach((manifest, index) => {
    new Given(chart, `object-${index}`, manifest);
  });
  return app;
}

/** The text of the only file, or the message of the error that there is instead. */
function printed(files: ManifestFiles, manifests: readonly unknown[], cluster: string): string {
  return attempt(() => files.of(appOf(manifests), cluster).get('chart.k8s.yaml') ?? 'no file');
}

function attempt(action: () => string): string {
  try {
    return action();
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

const stock = (manifests: readonly unknown[]) => attempt(() => Yaml.stringify(...manifests));

/** Manifests of which some parts are one and the same object. */
function manifestsFor(name: string): fc.Arbitrary<unknown[]> {
  const plain = fc.dictionary(textFor(name), valueFor(name), { maxKeys: 5 });
  const shared = fc.tuple(plain, valueFor(name)).map(([rest, part]) => ({ ...rest, one: part, other: [part] }));
  return fc.array(fc.oneof({ weight: 5, arbitrary: plain }, shared), { maxLength: 3 });
}

describe('the files of manifests', () => {
  it('are what cdk8s prints, whatever stands in them and whatever the cluster is called', () => {
    const files = new ManifestFiles();
    const clusters = fc.constantFrom(...NAMES).chain((name) => fc.tuple(fc.constant(name), manifestsFor(name)));
    fc.assert(
      fc.property(clusters, ([name, manifests]) => {
        // Twice, since the second comes from what is kept of the first.
        const texts = [printed(files, manifests, name), printed(files, manifests, name)];
        expect(texts).toEqual([stock(manifests), stock(manifests)]);
      }),
      { numRuns: RUNS },
    );
  });

  it('are right for a cluster after another one, where only names differ', () => {
    const files = new ManifestFiles();
    const manifest = (name: string) => ({
      metadata: { name, [name]: `${name} "${name}` },
      data: [name, 1.5, { [name]: name }],
    });
    for (const name of NAMES) {
      expect(printed(files, [manifest(name)], name)).toBe(stock([manifest(name)]));
    }
  });

  it.each<[string, unknown]>([
    ['a manifest of nothing', {}],
    [
      'a text that ends in the name behind a quotation mark, too long then for one line',
      { a: `\u0007\nsay "acme.aks-prod` },
    ],
    ['a key that ends so, too long then for a simple one', { [`${'k'.repeat(1_005)}"acme.aks-prod`]: 1 }],
    ['an object in two places', ((part) => ({ one: part, two: part }))({ x: 1 })],
    ['a list in two places', ((part) => ({ one: part, two: part }))([])],
    ['a negative zero', { a: -0 }],
    ['what is no number', { a: [Number.NaN] }],
    ['a function, which YAML cannot print', { a: () => 1 }],
    ['a large integer', { a: 10n ** 20n }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tried
    ['a list with a hole', { a: [1, , 2] }],
    ['a time', { a: new Date(0) }],
    ['a list in place of a manifest', [{ a: 1 }]],
    ['a text in place of a manifest', 'acme.aks-prod'],
    ['nothing in place of a manifest', undefined],
    ['line breaks at the end', { a: 'x\n\n', b: 'y\n', c: 'z' }],
    ['the name as key and value', { 'acme.aks-prod': 'acme.aks-prod', list: ['acme.aks-prod', 'x acme.aks-prod y'] }],
    ['what stands for names', { a: 'any.cluster-of-the-fleet', b: 'acme.aks-prod' }],
  ])('are what cdk8s prints of %s', (_, manifest) => {
    const files = new ManifestFiles();
    const texts = [printed(files, [manifest], 'acme.aks-prod'), printed(files, [manifest, { b: 1 }], 'acme.aks-prod')];
    expect(texts).toEqual([stock([manifest]), stock([manifest, { b: 1 }])]);
  });

  it('are right when more was printed than is kept', () => {
    const files = new ManifestFiles();
    const long = (character: string) => ({ a: character.repeat(1_500_000), b: 1 });
    for (const character of ['x', 'y', 'x', 'z']) {
      expect(printed(files, [long(character)], 'acme')).toBe(stock([long(character)]));
    }
  });
});

describe('the files of an app', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'files of an app '));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  it('have what patches put there, as cdk8s has it', () => {
    const values = [-0, Number.NaN, null, {}, [], '1e3', '1.5', 'acme', { 'acme.aks-prod': ['on', 'acme.aks-prod'] }];
    const part = { deep: { er: 'acme.aks-prod' } };
    const add = (app: App) => {
      const object = new ApiObject(new Chart(app, 'chart'), 'map', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        data: { x: -0 },
      });
      object.addJsonPatch(
        ...values.map((value, index) => JsonPatch.add(`/data/v${index}`, value)),
        JsonPatch.add('/data/one', part),
        JsonPatch.add('/data/other', part),
        JsonPatch.copy('/data/one', '/data/third'),
      );
      return app;
    };
    const text = new ManifestFiles().of(add(new App({ outdir })), 'acme.aks-prod').get('chart.k8s.yaml');
    expect(text).toBe(add(new App({ outdir })).synthYaml());
    expect(text).toContain('x: -0\n');
  });
});
