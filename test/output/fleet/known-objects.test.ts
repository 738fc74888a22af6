import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { PlainObject } from '../../../src/kubernetes';
import { ManifestFiles } from '../../../src/output/fleet/manifest-files';
import { NAMES, RUNS, valueFor } from './arbitraries';

type Data = Readonly<Record<string, unknown>>;

/** Adds something to a chart, for a cluster. */
type Maker = (chart: Chart, name: string) => void;

function appOf(name: string, make: Maker): App {
  const app = new App({ outdir: 'never-written' });
  make(new Chart(app, 'chart', { namespace: 'all' }), name);
  return app;
}

const plain = (chart: Chart, data: Data, kind = 'ConfigMap') =>
  new PlainObject(chart, 'object', { apiVersion: 'v1', kind, ...data });

/** What a fleet writes for a cluster, and what cdk8s does; or the messages of their errors. */
function both(files: ManifestFiles, name: string, make: Maker): (string | undefined)[] {
  return [
    attempt(() => files.of(appOf(name, make), name).get('chart.k8s.yaml')),
    attempt(() => appOf(name, make).synthYaml()),
  ];
}

function attempt(action: () => string | undefined): string | undefined {
  try {
    return action();
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

/** Data with another name wherever the first one is all of a text. */
function renamed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item, from, to));
  }
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renamed(part, from, to)]));
  }
  return value === from ? to : value;
}

describe('the manifest of an object that an earlier cluster had too', () => {
  it('is what cdk8s writes, whatever stands in it and whatever the clusters are called', () => {
    const names = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES));
    const cases = names.chain(([first, second]) =>
      fc.tuple(fc.constant([first, second] as const), fc.dictionary(fc.string(), valueFor(first), { maxKeys: 4 })),
    );
    fc.assert(
      fc.property(cases, ([[first, second], spec]) => {
        const files = new ManifestFiles();
        for (const [name, data] of [
          [first, spec],
          [second, spec],
          [second, renamed(spec, first, second)],
        ] as const) {
          const [ours, stock] = both(files, name, (chart) => plain(chart, { spec: data }));
          expect(ours).toBe(stock);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is not rendered again', () => {
    const files = new ManifestFiles();
    const render = jest.spyOn(ApiObject.prototype, 'toJson');
    const make: Maker = (chart, name) => plain(chart, { data: { name, list: [name, 'x'] } });
    const texts = ['one.cluster', 'another-cluster', 'third-cluster'].map((name) => files.of(appOf(name, make), name));
    expect(render).toHaveBeenCalledTimes(1);
    expect(texts[2]?.get('chart.k8s.yaml')).toContain('    - third-cluster\n    - x\n');
    render.mockRestore();
  });

  it('is not rendered again where its chart is called like the cluster', () => {
    const files = new ManifestFiles();
    const render = jest.spyOn(ApiObject.prototype, 'toJson');
    for (const name of ['one-cluster', 'another-cluster']) {
      const app = new App({ outdir: 'never-written' });
      new PlainObject(new Chart(app, name), 'object', { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } });
      expect([...files.of(app, name).keys()]).toEqual([`${name}.k8s.yaml`]);
    }
    expect(render).toHaveBeenCalledTimes(1);
    render.mockRestore();
  });

  it('is right where objects have other names for each cluster, more than are kept', () => {
    const files = new ManifestFiles();
    for (let index = 0; index < 1_100; index++) {
      const make: Maker = (chart) => new PlainObject(chart, `object-${index % 600}`, { apiVersion: 'v1', kind: 'X' });
      const [ours, stock] = both(files, 'cluster-name', make);
      expect(ours).toBe(stock);
    }
  });

  it.each<[string, Maker]>([
    ['a label', (chart, name) => plain(chart, {}).metadata.addLabel('of', `${name}-x`)],
    ['an annotation', (chart, name) => plain(chart, {}).metadata.addAnnotation(`${name}/of`, 'x')],
    ['another field of metadata', (chart, name) => plain(chart, {}).metadata.add('generation', name.length)],
    ['a finalizer', (chart, name) => plain(chart, {}).metadata.addFinalizers(`x/${name}`)],
    ['a patch', (chart, name) => plain(chart, { data: {} }).addJsonPatch(JsonPatch.add('/data/of', `${name}!`))],
    ['a value that is made later', (chart, name) => plain(chart, { data: Lazy.any({ produce: () => `${name}!` }) })],
    ['a kind without a namespace', (chart, name) => plain(chart, { metadata: { namespace: name } }, 'Namespace')],
    ['more of a list', (chart, name) => plain(chart, { data: NAMES.slice(0, name.length) })],
    [
      'more fields',
      (chart, name) => plain(chart, { data: Object.fromEntries(NAMES.slice(0, name.length).map((key) => [key, 1])) }),
    ],
    ['another type', (chart, name) => plain(chart, { data: name.length > 13 ? [name] : name })],
    [
      'fields in another order',
      (chart, name) => plain(chart, { data: name.length > 13 ? { a: 1, b: 2 } : { b: 2, a: 1 } }),
    ],
    ['a negative zero', (chart, name) => plain(chart, { data: [name.length > 13 ? -0 : 0] })],
    ['an instance of a class', (chart, name) => plain(chart, { data: name.length > 13 ? new Date(0) : {} })],
    ['the other name', (chart) => plain(chart, { data: ['first-cluster', 'second-cluster'] })],
    ['a field that is called like one cluster', (chart) => plain(chart, { data: { 'first-cluster': 1 } })],
    ['the name by chance', (chart) => plain(chart, { data: ['first-cluster'] })],
    ['nothing', (chart) => plain(chart, { data: { a: undefined, b: null } })],
  ])('has what differs: %s', (_, make) => {
    const files = new ManifestFiles();
    for (const name of ['first-cluster', 'second-cluster', 'first-cluster', 'any.cluster-of-the-fleet']) {
      const [ours, stock] = both(files, name, make);
      expect(ours).toBe(stock);
    }
  });

  it('does not follow data that were changed after they were rendered', () => {
    const files = new ManifestFiles();
    const data = { list: ['x'] };
    const make: Maker = (chart) => plain(chart, { data });
    expect(both(files, 'first-cluster', make)[0]).toContain('    - x\n');
    data.list[0] = 'z';
    expect(both(files, 'second-cluster', make)[0]).toContain('    - z\n');
  });

  it('is right where an object has more forms than are kept', () => {
    const files = new ManifestFiles();
    for (let index = 0; index < 40; index++) {
      const [ours, stock] = both(files, `cluster-${index}`, (chart) => plain(chart, { data: index % 20 }));
      expect(ours).toBe(stock);
    }
  });
});
