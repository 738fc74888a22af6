import { type Manifest, valueAt, warningRule } from '../../base';
import { CALICO_GROUP, FELIX_DEFAULT, felixExample } from '../../calico';
import { type Question, Topic } from '../../kind';

const SEVERAL = warningRule({
  id: 'log-settings/several',
  what: 'A folder should have only one FelixConfiguration named default.',
  why: 'If both are applied to one cluster, the second changes what the first set. Neither is used to check alerts, because it is unknown which of them applies.',
  bad: `${felixExample('flowLogsFlushInterval: 10s')}---\n${felixExample('flowLogsFlushInterval: 5m')}`,
  good: felixExample('flowLogsFlushInterval: 10s'),
});

/** The FelixConfigurations that set up a whole cluster. */
export const DEFAULT_FELIX = new Topic(
  CALICO_GROUP,
  'FelixConfiguration',
  (manifest) => isDefault(manifest) || undefined,
);

/** Asks whether a FelixConfiguration is the only one in its folder. */
export function questionsOfFelix(manifest: Manifest): Question[] {
  const message =
    'is the name of more than one FelixConfiguration in this folder, so it is unknown which settings apply, and neither was used to check alerts; keep one, or put them into different folders';
  return isDefault(manifest)
    ? [
        {
          keys: ['metadata', 'name'],
          value: FELIX_DEFAULT,
          answer: (neighbors) => (neighbors.inFolder(DEFAULT_FELIX).length > 1 ? { ...SEVERAL, message } : undefined),
        },
      ]
    : [];
}

function isDefault(manifest: Manifest): boolean {
  return valueAt(manifest, 'metadata', 'name') === FELIX_DEFAULT;
}

/** The rules that this file checks. */
export const SEVERAL_RULES = [SEVERAL] as const;
