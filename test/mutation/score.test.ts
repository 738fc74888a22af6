import { join } from 'node:path';
import { evaluated, root } from './in-node';

const FILE = 'src/base/suggestion.ts';
const LINE = "import { closest, distance } from 'fastest-levenshtein';";

interface Planned {
  readonly status?: string;
  readonly replacement?: string;
}

interface Run {
  /** All mutants, some with an outcome that is known without a test. */
  readonly planned: readonly Planned[];
  /** The outcomes of the first of the others. */
  readonly outcomes?: readonly string[];
  /** The replacements that are listed as equivalent. */
  readonly equivalent?: readonly string[];
  readonly started?: boolean;
}

interface Score {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly tested: number;
  readonly total: number;
  readonly enough: boolean;
  readonly survivors: readonly { readonly place: string; readonly original: string }[];
  readonly outdated: readonly { readonly replacement: string }[];
}

function inputOf({ planned, outcomes = [], equivalent = [], started = true }: Run) {
  const mutants = planned.map(({ status, replacement = '' }, index) => ({
    id: `${index}`,
    status,
    fileName: join(root, FILE),
    location: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 } },
    mutatorName: 'BlockStatement',
    replacement,
  }));
  const others = mutants.filter(({ status }) => status === undefined);
  const tested = outcomes.map((status, index) => ({ id: others[index]?.id, status }));
  const entries = equivalent.map((replacement) => ({ file: FILE, line: LINE, original: 'import', replacement }));
  return { run: { files: [FILE], planned: mutants, tested, started }, entries, root };
}

function scoresOf(...runs: readonly Run[]): Score[] {
  const imports = "import { Equivalents } from './equivalents.mjs'; import { scoreOf } from './score.mjs';";
  const body = 'scoreOf(input.run, new Equivalents(input.entries), input.root)';
  return evaluated<Score>(imports, body, runs.map(inputOf));
}

function many<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

const UNKNOWN: Planned = {};

describe('the score of a room', () => {
  it('is the share of mutants that are noticed, if all were tested', () => {
    const outcomes = ['Killed', 'Timeout', 'RuntimeError', 'Survived'];
    const known = [{ status: 'NoCoverage' }, { status: 'Ignored' }];
    const [score] = scoresOf({ planned: [...many(4, UNKNOWN), ...known], outcomes });
    expect(score).toMatchObject({ score: 60, low: 60, high: 60, tested: 5, total: 5, enough: true });
    expect(score?.survivors.map(({ place, original }) => [place, original])).toEqual([
      [`${FILE}:1:1`, 'import'],
      [`${FILE}:1:1`, 'import'],
    ]);
  });

  it('is estimated from those that were tested, and what is known counts as it is', () => {
    const planned = [...many(400, UNKNOWN), ...many(100, { status: 'NoCoverage' })];
    const outcomes = [...many(90, 'Killed'), ...many(10, 'Survived')];
    const [score] = scoresOf({ planned, outcomes });
    expect(score).toMatchObject({ score: 72, tested: 200, total: 500, enough: true });
    // By Wilson's formula 82.6 to 94.5 % for 100 of many; the sample is a fourth of all, so it says more.
    expect(score?.low).toBeCloseTo(0.8 * 83.4, 0);
    expect(score?.high).toBeCloseTo(0.8 * 94.1, 0);
  });

  it('says less, the fewer were tested', () => {
    const planned = many(1000, UNKNOWN);
    const widths = scoresOf(
      ...[0, 10, 100, 500, 1000].map((count) => ({ planned, outcomes: many(count, 'Killed') })),
    ).map(({ low, high }) => high - low);
    expect(widths).toEqual([100, ...widths.slice(1, 4), 0]);
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
  });

  it('is not one if fewer than 50 were tested, unless there are no others', () => {
    const runs = [
      { planned: many(60, UNKNOWN), outcomes: many(49, 'Killed') },
      { planned: many(60, UNKNOWN), outcomes: many(50, 'Killed') },
      { planned: many(3, UNKNOWN), outcomes: many(2, 'Killed') },
      { planned: many(3, UNKNOWN), outcomes: many(3, 'Killed') },
      { planned: many(3, { status: 'NoCoverage' }) },
      { planned: [] },
      { planned: [], started: false },
    ];
    expect(scoresOf(...runs).map(({ enough }) => enough)).toEqual([false, true, false, true, true, true, false]);
  });

  it('is without equivalent mutants', () => {
    const planned = [{ replacement: 'a' }, { replacement: 'b' }, { replacement: 'c' }, { replacement: 'd' }];
    const outcomes = ['Survived', 'Killed', 'Survived'];
    const [score, other] = scoresOf(
      { planned, outcomes, equivalent: ['a', 'd'] },
      { planned, outcomes, equivalent: ['b', 'x'] },
    );
    expect(score).toMatchObject({ score: 50, tested: 2, total: 2, outdated: [] });
    // One was noticed, and the other does not exist.
    expect(other?.outdated.map(({ replacement }) => replacement)).toEqual(['b', 'x']);
  });
});

describe('the verdict on a room', () => {
  const measured = { score: 84, low: 80, high: 86, tested: 200, total: 500, enough: true, outdated: [] };

  const cases: readonly [string, object, boolean, string][] = [
    [
      'base',
      measured,
      true,
      'base: about 84.0 % of 500 mutants noticed (80.0 to 86.0 %, from a sample of 200); 85 % required',
    ],
    ['base', { ...measured, high: 84.9 }, false, '(80.0 to 84.9 %, from a sample of 200); 85 % required'],
    ['cli', { ...measured, high: 84.9 }, true, '(80.0 to 84.9 %, from a sample of 200); 75 % required'],
    ['kinds/ad-jobs', { ...measured, high: 84.9 }, false, '; 85 % required'],
    ['cli', { ...measured, outdated: [{}] }, false, '; 75 % required'],
    [
      'cli',
      { score: 75, low: 75, high: 75, tested: 4, total: 4, enough: true, outdated: [] },
      true,
      'cli: 75.0 % of 4 mutants noticed; 75 % required',
    ],
    [
      'cli',
      { score: 74.9, low: 74.9, high: 74.9, tested: 9, total: 9, enough: true, outdated: [] },
      false,
      'cli: 74.9 % of 9 mutants noticed; 75 % required',
    ],
    [
      'cli',
      { ...measured, high: 100, tested: 12, enough: false },
      false,
      'cli: too few mutants were tested in time to judge (12 of 500); allow more minutes; 75 % required',
    ],
  ];

  it('fails only if the room certainly notices too little, or nothing can be said', () => {
    const imports = "import { verdictOf } from './verdict.mjs';";
    const verdicts = evaluated<object>(
      imports,
      'verdictOf(...input)',
      cases.map(([room, result]) => [room, result]),
    );
    expect(verdicts).toEqual(cases.map(([, , passed, text]) => ({ passed, text: expect.stringContaining(text) })));
  });
});
