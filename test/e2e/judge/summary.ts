import type { Judgement } from './judge';

/** Of a text in a report; some alerts hold a quarter of a megabyte. */
const LONGEST = 1_000;

/** How often the two sides said what. */
export interface Tally {
  readonly release: string;
  readonly cases: number;
  readonly acceptedByBoth: number;
  readonly refusedByBoth: number;
  readonly refusedByServerOnly: number;
  readonly refusedByUsOnly: number;
  /** Of what only our checks refuse: how often by which rule. */
  readonly rules: ReadonlyMap<string, number>;
}

export function tallyOf(release: string, judgements: readonly Judgement[]): Tally {
  const count = (server: boolean, ours: boolean) =>
    judgements.filter((judgement) => judgement.server.refused === server && judgement.ours.length > 0 === ours).length;
  const rules = new Map<string, number>();
  for (const rule of judgements.flatMap(({ server, ours }) => (server.refused ? [] : ours))) {
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  return {
    release,
    cases: judgements.length,
    acceptedByBoth: count(false, false),
    refusedByBoth: count(true, true),
    refusedByServerOnly: count(true, false),
    refusedByUsOnly: count(false, true),
    rules,
  };
}

/** The tallies as a table, and how to judge the same cases again. */
export function summaryOf(seed: number, tallies: readonly Tally[]): string {
  const header = ['CRDs', 'cases', 'accepted by both', 'refused by both', 'by the server only', 'by us only'];
  const lines = tallies.map((tally) => [
    tally.release,
    String(tally.cases),
    shareOf(tally.acceptedByBoth, tally),
    shareOf(tally.refusedByBoth, tally),
    String(tally.refusedByServerOnly),
    shareOf(tally.refusedByUsOnly, tally),
  ]);
  const total = tallies.reduce((sum, { cases }) => sum + cases, 0);
  const ids = [...new Set(tallies.flatMap(({ rules }) => [...rules.keys()]))].sort();
  const counts = ids.map((id) => [id, ...tallies.map(({ rules }) => String(rules.get(id) ?? 0))]);
  return [
    '',
    ...aligned([header, ...lines]),
    '',
    ...aligned([['refused by us only, by rule', ...tallies.map(({ release }) => release)], ...counts]),
    '',
    `${total} cases judged; the same again: JUDGE_SEED=${seed}`,
    '',
  ].join('\n');
}

function shareOf(count: number, { cases }: Tally): string {
  return `${count} (${Math.round((100 * count) / cases)} %)`;
}

function aligned(lines: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join('  ')
      .trimEnd(),
  );
}

/** What a run says that found disagreements: the smallest case of each, and both verdicts. */
export function reportOf(
  release: string,
  seed: number,
  kinds: number,
  shrunk: readonly (Judgement | undefined)[],
): string {
  const examples = shrunk.flatMap((judgement) => (judgement === undefined ? [] : [exampleOf(judgement)]));
  const title = `${kinds} kinds of disagreement on ${release}, of JUDGE_SEED=${seed}; the smallest cases of ${examples.length}:`;
  return [title, ...examples].join('\n\n');
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

function exampleOf({ text, server, ours, disagreement }: Judgement): string {
  return [
    `${disagreement}`,
    `  alert:      ${shortened(text)}`,
    `  API server: ${server.refused ? `refuses: ${shortened(server.words)}` : 'accepts'}`,
    `  our checks: ${ours.length > 0 ? `refuse: ${ours.join(', ')}` : 'accept'}`,
  ].join('\n');
}
