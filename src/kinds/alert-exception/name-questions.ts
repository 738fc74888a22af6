import { warningRule } from '../../base';
import { UniqueNames } from '../../kind';
import { exception, selecting } from './example';

const other = (name?: string) =>
  exception({ selector: selecting('origin = "network.ssh" AND source_namespace = "security-tools"') }, name);

const DUPLICATE = warningRule({
  id: 'alert-exception/duplicate-name',
  what: 'Exceptions in one folder should have different names.',
  why: 'Two exceptions of one name are the same object: the one that is applied last replaces the other, whose events are shown again.',
  bad: `${exception()}---\n${other()}`,
  good: `${exception()}---\n${other('known-ssh')}`,
});

/** The names of exceptions. */
export const EXCEPTION_NAMES = new UniqueNames('AlertException', 'exception', DUPLICATE);

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
