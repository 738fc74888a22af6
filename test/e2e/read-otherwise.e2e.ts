import { isDeepStrictEqual } from 'node:util';
import { Yaml } from 'cdk8s';
import { unreadableStrings } from '../../src/kubernetes';
import { READINGS } from '../reading/readings';
import { seedOf } from '../seed';
import { binary, provideYamlReader } from './binaries';
import { Keeper } from './keeper';
import { type KubectlAnswer, ourReading, type Verdict, verdict } from './yaml/compare';
import { yamlTexts } from './yaml/generator';
import { readByKubectl } from './yaml/kubectl-reader';
import { oddStrings } from './yaml/strings';

const RUNS = Number(process.env['YAML_RUNS'] ?? 20_000);
const SEED = seedOf('YAML_SEED');

/** How many files the Go program gets at once. */
const BATCH = 20_000;

const keeper = new Keeper();
let program: string;

beforeAll(async () => {
  await provideYamlReader(keeper);
  program = binary('yaml-reader');
}, 600_000);
afterAll(() => keeper.stop());

function take<T>(count: number, from: Generator<T>): T[] {
  return Array.from({ length: count }, () => from.next().value);
}

/** Texts in batches with what kubectl reads in their YAML. */
function* answers(texts: Generator<string>, yamlOf: (text: string) => string): Generator<[string, KubectlAnswer]> {
  for (let left = RUNS; left > 0; left -= BATCH) {
    const batch = take(Math.min(left, BATCH), texts);
    const files = batch.map((text) => Buffer.from(yamlOf(text)));
    for (const [index, answer] of readByKubectl(program, files).entries()) {
      yield [batch[index] ?? '', answer];
    }
  }
}

describe(`YAML that kubectl reads (seed ${SEED}, ${RUNS} texts)`, () => {
  it('is read as our reader reads it, or there is a finding', () => {
    const counts: Partial<Record<Verdict, number>> = {};
    const silent: string[] = [];
    for (const [text, answer] of answers(yamlTexts(SEED), (same) => same)) {
      const result = verdict(ourReading(Buffer.from(text)), answer);
      counts[result] = (counts[result] ?? 0) + 1;
      if (result === 'silent') {
        silent.push(JSON.stringify(text));
      }
    }
    process.stderr.write(`e2e: readings of seed ${SEED}: ${JSON.stringify(counts)}\n`);
    expect(silent).toEqual([]);
    // Texts that both reject would prove nothing.
    expect(counts.same ?? 0).toBeGreaterThan(RUNS / 5);
  }, 600_000);

  it('is what the unit tests say that it is', () => {
    const answers = readByKubectl(
      program,
      READINGS.map(({ text }) => Buffer.from(text)),
    );
    for (const [index, { text, kubectl }] of READINGS.entries()) {
      const { documents, error } = answers[index] ?? { documents: [] };
      const read = error === undefined ? documents : 'rejected';
      expect([text, read]).toEqual([text, kubectl]);
    }
  });
});

describe(`strings that cdk8s prints (seed ${SEED}, ${RUNS} strings)`, () => {
  it('are read by kubectl as they were, or rejected before', () => {
    const wrong: string[] = [];
    let rejected = 0;
    const printed = (text: string) => Yaml.stringify({ spec: { text, after: 1 }, [`key ${text}`]: 1 });
    for (const [text, answer] of answers(oddStrings(SEED), printed)) {
      if (unreadableStrings({ text }).length > 0) {
        rejected += 1;
        continue;
      }
      const expected = { spec: { text, after: 1 }, [`key ${text}`]: 1 };
      if (answer.error !== undefined || !isDeepStrictEqual(answer.documents, [expected])) {
        wrong.push(JSON.stringify(text));
      }
    }
    process.stderr.write(`e2e: ${rejected} strings were rejected before they were printed\n`);
    expect(wrong).toEqual([]);
    expect(rejected).toBeLessThan(RUNS / 2);
  }, 600_000);
});
