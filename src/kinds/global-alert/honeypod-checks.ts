import { alert, type Finding, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { whyNoEvents } from '../../events';
import { isNegative, literalsOf, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const REMOVED = warningRule({
  id: 'global-alert/honeypod-removed',
  what: 'On releases without honeypods, no alert should look for connections to them.',
  why: 'The honeypods of Calico, in the namespace tigera-internal, were removed in 3.20 and Calico Cloud 20.0.0. Their images are no longer available, so at best some pods of an earlier release are left. A decoy of your own works on every release.',
  bad: alert({ query: `'reporter = dst AND dest_namespace = "tigera-internal"'` }),
  good: alert({ query: `'reporter = dst AND dest_namespace = shop AND dest_name_aggr IN {"orders-*"}'` }),
});

const NAMESPACE = 'tigera-internal';

/** Checks that an alert does not look for connections to the honeypods of Calico where there are none. */
export function checkHoneypods({ query, dataSet, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined || dataSet !== 'flows' || whyNoEvents('honeypod', release) === undefined) {
    return findings;
  }
  walkQuery(query, (leaf, isNegated) => {
    const literal = literalsOf(leaf).find(({ text }) => text === NAMESPACE);
    if (literal !== undefined && leaf.key === 'dest_namespace' && isNegative(leaf) === isNegated) {
      const message = `is the namespace of Calico's honeypods, which ${release.displayName} does not have, so the alert sees nothing, except connections to pods that an earlier release has left there; remove the alert, or use a decoy of your own`;
      findings.push(queryFinding(REMOVED, literal.position, literal.text, message));
    }
  });
  return findings;
}

/** The rules that this file checks. */
export const HONEYPOD_RULES = [REMOVED] as const;
