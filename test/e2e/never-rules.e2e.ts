import { USUAL_RELEASE } from '../../docs/generator/rule-examples';
import { MANIFEST_RULES as RULES } from '../../src/lint';
import { askedBy, type Outcome, runAlert } from './never/alert-run';
import { LOG_INDICES } from './never/log-index';
import { LOG_ROWS } from './never/log-rows';
import { type Failing, NOT_PROVEN, PAIRS, PROOFS, RESTS_ON_FACTS } from './never/proofs';
import { SearchEngine } from './search-engine';
import type { EngineName } from './search-engine-kit';

const NEVER = 'global-alert/never-';

/** Elasticsearch 7 is run where E2E_ELASTICSEARCH is set: releases up to 3.20 have it, but its licence is not a free one. */
const ENGINES: readonly EngineName[] = process.env.E2E_ELASTICSEARCH ? ['opensearch', 'elasticsearch'] : ['opensearch'];

/** What an engine has to show; the control exchanges the two alerts, and so everything has to be otherwise. */
function show(failing: Failing, bad: Outcome, good: Outcome): void {
  expect(good.refused).toBeUndefined();
  if (failing === 'refused') {
    expect(bad.refused).toMatch(/wildcard queries|parse date|not an IP string|maxClauseCount|Text fields/);
    expect(good.events).toBeGreaterThan(0);
    return;
  }
  expect(bad.refused).toBeUndefined();
  switch (failing) {
    case 'silent':
      expect([bad.events, good.events === 0]).toEqual([0, false]);
      break;
    case 'fewer':
      expect(bad.events).toBeLessThan(good.events ?? 0);
      break;
    case 'wrong':
      expect([bad.events === 0, good.events]).toEqual([false, 0]);
      break;
    default:
  }
}

const examples = Object.entries(PROOFS).map(([rule, failing]) => {
  const { bad = '', good = '', on = USUAL_RELEASE } = RULES[rule] ?? {};
  return { rule, what: 'as its description has it', failing, bad, good, release: on };
});

describe.each(ENGINES)('%s, asked what alerts ask', (name) => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await SearchEngine.start(name);
    for (const [index, { properties }] of Object.entries(LOG_INDICES)) {
      await engine.load(index, properties, LOG_ROWS[index] ?? []);
    }
  }, 300_000);
  afterAll(() => engine?.stop());

  for (const { rule, what, failing, bad, good, release = USUAL_RELEASE } of [...examples, ...PAIRS]) {
    it(`shows that ${rule} is right: ${what}`, async () => {
      const [wrong, right] = [await runAlert(engine, bad, release), await runAlert(engine, good, release)];
      show(failing, wrong, right);
      // The control: the same answers prove nothing the other way round.
      expect(() => show(failing, right, wrong)).toThrow();
    });
  }
});

describe('what the engine is asked', () => {
  it('covers every rule that says never, or says why not', () => {
    const rules = Object.keys(RULES).filter((rule) => rule.startsWith(NEVER));
    expect([...Object.keys(PROOFS), ...Object.keys(NOT_PROVEN)].sort()).toEqual(rules.sort());
    expect(PAIRS.map(({ rule }) => rule).filter((rule) => !Object.hasOwn(PROOFS, rule))).toEqual([]);
  });

  it.each(Object.entries(NOT_PROVEN))('cannot tell the forms of %s apart: %s', (rule) => {
    const { bad = '', good = '', on = USUAL_RELEASE } = RULES[rule] ?? {};
    // There is no index of vulnerability events to ask.
    expect(askedBy(bad, on)).toEqual(bad.includes('dataSet: vulnerability') ? undefined : askedBy(good, on));
  });
});

/** What a reader of the log has to know. */
afterAll(() => {
  const facts = [...Object.entries(NOT_PROVEN), ...Object.entries(RESTS_ON_FACTS)];
  const lines = facts.map(([what, why]) => `  ${what}: ${why}`);
  const engines = ENGINES.includes('elasticsearch')
    ? ''
    : 'Elasticsearch 7 was not asked: E2E_ELASTICSEARCH is not set.\n';
  process.stdout.write(`${engines}Not shown by the engine:\n${lines.join('\n')}\n`);
});
