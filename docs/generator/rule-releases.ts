import type { RuleDescription } from '../../src/base';
import { cloudReleases, enterpriseReleases } from '../../src/calico';
import { findingsOf } from './rule-examples';

/** Every release of Calico Enterprise on which something may differ from the one before it, in order. */
const ENTERPRISE = enterpriseReleases();

/** Whether a bad example is found on a release, such as `3.14` or `cloud-18.3.0`. */
export type IsFound = (release: string) => boolean;

/**
 * The releases on which a bad example of a rule is found, as people write them.
 *
 * @param id of the rule
 * @param rule its description
 * @param isFound by default, finds out by running the examples
 */
export function releasesOf(id: string, rule: RuleDescription, isFound: IsFound = foundIn(id, rule)): string {
  if (rule.form === 'environment' || (rule.form === 'program' && !/\b(cluster|release)\b/.test(rule.bad))) {
    return 'all';
  }
  const enterprise = spans(ENTERPRISE, isFound);
  const cloud = spans(cloudReleases(), (release) => isFound(`cloud-${release}`));
  if (enterprise === cloud) {
    return enterprise;
  }
  return `Calico Enterprise: ${enterprise}; Calico Cloud: ${cloud}`;
}

/** Runs the bad examples of a rule. */
export function foundIn(id: string, rule: RuleDescription): IsFound {
  const examples = [rule.bad, ...(rule.alsoBad ?? [])];
  return (release) => examples.some((text) => findingsOf(text, rule, release).some((finding) => finding.rule === id));
}

/** `all`, `none`, or the releases from each change to the next. */
function spans(releases: readonly string[], isFound: (release: string) => boolean): string {
  const found = releases.map(isFound);
  const parts: string[] = [];
  found.forEach((here, index) => {
    if (!here || found[index - 1]) {
      return;
    }
    const end = found.indexOf(false, index);
    const first = index === 0 ? undefined : shown(releases[index]);
    const next = end === -1 ? undefined : shown(releases[end]);
    parts.push([first && `from ${first}`, next && `before ${next}`].filter(Boolean).join(', ') || 'all');
  });
  return parts.length === 0 ? 'none' : parts.join('; ');
}

/** A bare minor where that means the same release. */
function shown(release = ''): string {
  return release.replace(/^(3\.\d|3\.1[0-7])\.0$/, '$1');
}
