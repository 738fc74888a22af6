import { alert, type Manifest, warningRule } from '../../base';
import { type Question, UniqueNames } from '../../kind';

const other = (name?: string) => alert({ severity: '40' }, name);

const DUPLICATE = warningRule({
  id: 'global-alert/duplicate-name',
  what: 'Alerts in one folder should have different names, and so should templates.',
  why: 'Two alerts of one name are the same object: the one that is applied last replaces the other, which never runs. This is not reported if their annotations say that they are for different clusters or releases.',
  bad: `${alert()}---\n${other()}`,
  good: `${alert()}---\n${other('network.ssh-from-pods')}`,
});

const NAMES = [
  new UniqueNames('GlobalAlert', 'alert', DUPLICATE),
  new UniqueNames('GlobalAlertTemplate', 'template', DUPLICATE),
];

/** What the questions about names ask about. */
export const NAME_TOPICS = NAMES.map(({ topic }) => topic);

/** Asks about other alerts or templates of the same name. */
export function questionsOfName(manifest: Manifest): Question[] {
  return NAMES.flatMap((names) => names.questionsOf(manifest));
}

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
