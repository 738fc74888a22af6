import fc from 'fast-check';
import type { Manifest } from '../../src/base';
import { OBJECT_TYPES } from '../../src/kinds';
import { RIGHT, WRONG } from '../kinds/blocking/server-cases';
import { seedOf } from '../seed';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';
import { DryRun } from './judge/dry-run';
import { rulesThatRefuse } from './judge/our-checks';

const RELEASES = ['3.19', '3.22', '3.23', '3.24'];
const SEED = seedOf('POLICIES_SEED');
const RUNS = Number(process.env.POLICIES_RUNS ?? 1_500);

/** What a field can have instead of its value. */
const ODD: readonly unknown[] = [
  null,
  '',
  'x',
  'Deny',
  'all()',
  'global()',
  0,
  5,
  1.5,
  true,
  [],
  [null],
  ['x'],
  [7],
  {},
  { x: 1 },
  'a'.repeat(1025),
];

/** All ways to a value in an object, but for those to its kind and its name. */
function* waysIn(data: unknown, way: (string | number)[] = []): Generator<(string | number)[]> {
  if (way.length > 0) {
    yield way;
  }
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      if (way.length > 0 || key === 'spec' || key === 'metadata') {
        yield* waysIn(value, [...way, Array.isArray(data) ? Number(key) : key]);
      }
    }
  }
}

/** A copy of an object with another value at the end of a way; undefined removes it. */
function changed(object: Manifest, way: readonly (string | number)[], value: unknown): Manifest {
  const copy = structuredClone(object) as never;
  const last = way.at(-1) ?? '';
  const parent = way.slice(0, -1).reduce<Record<string | number, unknown>>((data, key) => data[key] as never, copy);
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return copy;
}

const originals = [...RIGHT, ...WRONG].map(([, manifest]) => JSON.parse(JSON.stringify(manifest)) as Manifest);
const cases: fc.Arbitrary<Manifest> = fc
  .constantFrom(...originals)
  .chain((object) =>
    fc
      .tuple(fc.constantFrom(...waysIn(object)), fc.constantFrom(undefined, ...ODD))
      .map(([way, value]) => changed(object, way, value)),
  );

const pluralOf = ({ kind }: Manifest) => OBJECT_TYPES.find((type) => type.kind === kind)?.plural ?? '';

for (const release of RELEASES) {
  describeWithCrds(release, `an API server with the CRDs of ${release}`, () => {
    let server: ControlPlane;
    let dryRun: DryRun;
    beforeAll(async () => {
      server = await ControlPlane.start();
      await installCalico(server, release);
      dryRun = await DryRun.of(server);
    });
    afterAll(async () => {
      dryRun?.close();
      await server?.stop();
    });

    /** What only the server rejects; we reject more, as Calico's own validation does. */
    const missed = async (manifest: Manifest): Promise<string[]> => {
      const text = JSON.stringify(manifest);
      const { refused, words } = await dryRun.ask(pluralOf(manifest), text);
      return refused && rulesThatRefuse(text, release).length === 0 ? [`${words}\n${text}`] : [];
    };

    it('accepts what we accept', async () => {
      const right = originals.slice(0, RIGHT.length).filter((_, index) => RIGHT[index]?.[2] === undefined);
      const accepted = right.filter((manifest) => rulesThatRefuse(JSON.stringify(manifest), release).length === 0);
      const found = await Promise.all(accepted.map(missed));
      expect(found.flat()).toEqual([]);
      expect(accepted.length).toBeGreaterThan(5);
    });

    it('rejects with our CRDs what it rejects with those of Calico', async () => {
      const own = await ControlPlane.start();
      try {
        await installCalico(own, release, 'our');
        const ownDryRun = await DryRun.of(own);
        const sample = fc.sample(cases, { seed: SEED, numRuns: RUNS });
        const verdicts = await Promise.all(
          [...originals, ...sample].map(async (manifest) => {
            const text = JSON.stringify(manifest);
            const of = async (judge: DryRun) => (await judge.ask(pluralOf(manifest), text)).refused;
            return { text, calico: await of(dryRun), ours: await of(ownDryRun) };
          }),
        );
        ownDryRun.close();
        expect(verdicts.filter(({ calico, ours }) => calico !== ours).slice(0, 5)).toEqual([]);
        expect(verdicts.filter(({ calico }) => calico).length).toBeGreaterThan(5);
      } finally {
        await own.stop();
      }
    });

    it('rejects nothing else than we do', async () => {
      const sample = fc.sample(cases, { seed: SEED, numRuns: RUNS });
      const found = await Promise.all([...originals, ...sample].map(missed));
      expect(found.flat().slice(0, 5)).toEqual([]);
    });
  });
}
