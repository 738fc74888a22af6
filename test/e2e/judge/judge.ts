import fc from 'fast-check';
import { type Case, cases } from './alert-arbitrary';
import type { DryRun, ServerVerdict } from './dry-run';
import { rulesThatRefuse } from './our-checks';
import { isRuleOfOurs } from './rules-of-ours';

/** What both sides say to one case. */
export interface Judgement {
  readonly text: string;
  readonly server: ServerVerdict;
  /** The rules by which our checks refuse it. */
  readonly ours: readonly string[];
  /** What the two must not differ in, in the same words for cases that are alike; undefined where all is well. */
  readonly disagreement?: string;
}

/** Puts cases before an API server and before our checks. */
export class Judge {
  constructor(
    readonly release: string,
    private readonly server: DryRun,
  ) {}

  /** Judges as many cases as are asked for, the same ones for the same seed. */
  async judgeAll(seed: number, runs: number): Promise<Judgement[]> {
    return Promise.all(fc.sample(cases, { seed, numRuns: runs }).map((one) => this.judge(one)));
  }

  /** The smallest case that fails like the one that the seed leads to at an index. */
  async shrink(seed: number, index: number, { disagreement }: Judgement): Promise<Judgement> {
    const property = fc.asyncProperty(cases, async (one) => (await this.judge(one)).disagreement !== disagreement);
    const { counterexample } = await fc.check(property, { seed, path: String(index), numRuns: 1 });
    if (counterexample === null) {
      throw new Error(`case ${index} of seed ${seed} has no disagreement when it is judged again: ${disagreement}`);
    }
    return this.judge(counterexample[0]);
  }

  private async judge({ kind, text, right }: Case): Promise<Judgement> {
    const server = await this.server.ask(`${kind.toLowerCase()}s`, text);
    const ours = rulesThatRefuse(text, this.release);
    return { text, server, ours, disagreement: this.disagreementOf(server, ours, right) };
  }

  private disagreementOf(server: ServerVerdict, ours: readonly string[], right: boolean): string | undefined {
    if (right && (server.refused || ours.length > 0)) {
      return `a right alert is refused: ${ours[0] ?? withoutValues(server.words)}`;
    }
    if (server.refused) {
      return ours.length > 0 ? undefined : `only the API server refuses: ${withoutValues(server.words)}`;
    }
    const wrong = ours.filter((rule) => !isRuleOfOurs(rule, this.release));
    return wrong[0] && `only we refuse: ${wrong[0]}`;
  }
}

/** A message without what differs from case to case, such as the name of the object. */
function withoutValues(words: string): string {
  return words
    .replace(/^[^:]* is invalid: /, '')
    .replaceAll('GlobalAlertTemplate', 'GlobalAlert')
    .replace(/"[^"]*"/g, '"…"')
    .slice(0, 160);
}
