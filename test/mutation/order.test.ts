import { evaluated } from './in-node';

const MUTANTS = Array.from({ length: 200 }, (_, index) => ({
  id: `${index}`,
  fileName: `src/base/${index < 100 ? 'one' : 'two'}.ts`,
  location: { start: { line: index, column: 1 }, end: { line: index, column: 2 } },
  mutatorName: 'BlockStatement',
  replacement: '{}',
}));

/** The ids of mutants in the order in which they are tested. */
function orders(...inputs: { readonly seed: string; readonly mutants: readonly object[] }[]): string[][] {
  const imports =
    "import { strykerPlugins } from './random-order.mjs'; const { injectableClass: Order } = strykerPlugins[0];";
  const body = '(process.env.MUTATION_SEED = input.seed, new Order().group(input.mutants))';
  return evaluated<string[][]>(imports, body, inputs).map((groups) => groups.map(([id = '']) => id));
}

describe('the order in which mutants are tested', () => {
  it('is random, and the same for the same seed', () => {
    const [order, again, other] = orders(
      { seed: 'a', mutants: MUTANTS },
      { seed: 'a', mutants: [...MUTANTS].reverse() },
      { seed: 'b', mutants: MUTANTS },
    );
    expect([...(order ?? [])].sort()).toEqual(MUTANTS.map(({ id }) => id).sort());
    expect(again).toEqual(order);
    expect(other).not.toEqual(order);
    // Of a file, about half are in the first half: more or less than that by 15 happens once in 100,000 times.
    const first = order?.slice(0, 100).filter((id) => Number(id) < 100).length;
    expect(Math.abs((first ?? 0) - 50)).toBeLessThan(15);
  });

  it('does not depend on which other mutants there are', () => {
    const [order, some] = orders(
      { seed: 'a', mutants: MUTANTS },
      { seed: 'a', mutants: MUTANTS.filter((_, index) => index % 3 === 0) },
    );
    expect(some).toEqual(order?.filter((id) => Number(id) % 3 === 0));
  });
});

describe('the rooms that there is time for', () => {
  it.each([
    [Number.MAX_VALUE, 5],
    [17, 5],
    [9.99, 3],
    [5, 1],
    [0.1, 1],
  ])('in %d minutes are drawn at random', (minutes, count) => {
    const rooms = ['base', 'calico', 'events', 'logs', 'query'];
    const imports = "import { roomsInTime } from './rooms.mjs';";
    const inputs = Array.from({ length: 40 }, (_, seed) => ({ rooms, minutes, seed: `${seed}` }));
    const draws = evaluated<string[]>(imports, 'roomsInTime(input.rooms, input.minutes, input.seed)', inputs);
    expect(draws.every((drawn) => drawn.length === count && new Set(drawn).size === count)).toBe(true);
    // No room is never drawn.
    expect([...new Set(draws.flat())].sort()).toEqual(rooms);
  });

  it('are fewer if tests of a room start programs', () => {
    const imports = "import { minutesFor, roomsInTime } from './rooms.mjs';";
    const inputs = Array.from({ length: 40 }, (_, seed) => `${seed}`);
    const body = "roomsInTime(['base', 'calico', 'cli'], 10, input)";
    const draws = evaluated<string[]>(imports, body, inputs).map((drawn) => drawn.join(' '));
    expect([...new Set(draws)].sort()).toEqual(['base', 'base calico', 'calico', 'calico base', 'cli']);
    const [minutes] = evaluated<number>(imports, 'minutesFor(input)', [['base', 'cli']]);
    expect(minutes).toBeCloseTo(12.3);
  });
});
