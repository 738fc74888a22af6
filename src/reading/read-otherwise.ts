import { alert, errorRule, type FindingSeverity, type RuleMark } from '../base';
import type { TextProblem } from './text-problem';

export const READ_OTHERWISE = errorRule({
  id: 'yaml/read-otherwise',
  what: 'A file must mean the same to kubectl as to other tools.',
  why: 'Most tools read YAML 1.2, but kubectl reads YAML 1.1, and splits documents in its own way. Where they differ, a reviewer does not see what the cluster sees. This command reads what kubectl reads. This is a warning if only a number or a boolean is written in a way that YAML 1.2 reads differently.',
  bad: `${alert()}...\n${alert({ severity: '999' })}`,
  good: `${alert()}---\n${alert({ severity: '100' }).replace('network.ssh', 'network.telnet')}`,
});

/** A place that kubectl and other tools read differently. */
export function readOtherwise(offset: number, message: string, severity?: FindingSeverity): TextProblem {
  const mark: RuleMark = READ_OTHERWISE;
  return { rule: mark.rule, severity: severity ?? mark.severity, offset, keys: [], message };
}

/** The rules that this file checks. */
export const READ_OTHERWISE_RULES = [READ_OTHERWISE] as const;
