import type { Neighbors, Question } from '../kind';
import type { LintFinding } from './lint-finding';

/** Of one object, what can only be checked once all objects are known. It keeps no part of the file. */
export interface OpenObject {
  readonly file: string;
  readonly questions: readonly {
    readonly question: Question;
    /** Whether a comment turns off a rule. */
    readonly isOff: (rule: string) => boolean;
    /** The finding, but for the answer. */
    readonly finding: LintFinding;
  }[];
  /** The findings about the comments above the object, given the rules by which its questions found something. */
  readonly comments: (rules: ReadonlySet<string>) => readonly LintFinding[];
}

/** Answers the questions of an object. */
export function answered({ questions, comments }: OpenObject, neighbors: Neighbors): LintFinding[] {
  const rules = new Set<string>();
  const findings: LintFinding[] = [];
  for (const { question, isOff, finding } of questions) {
    const answer = question.answer(neighbors);
    if (answer !== undefined) {
      rules.add(answer.rule);
      const { rule, severity, message } = answer;
      findings.push(...(isOff(rule) ? [] : [{ ...finding, rule, severity, message }]));
    }
  }
  return [...findings, ...comments(rules)];
}
