import { stringify } from 'yaml';
import { type Finding, noticeRule } from '../../findings';
import type { ClusterFacts } from './cluster-facts';
import type { Fact } from './fact-readers';

const SOURCE = noticeRule('detect/source');

/** How facts are printed. */
export const DETECT_REPORTERS: Readonly<Record<string, (facts: ClusterFacts) => string>> = {
  shell: (facts) => factsOf(facts).map(exportLine).join(''),
  json: (facts) => `${JSON.stringify(document(facts), undefined, 2)}\n`,
  yaml: (facts) => stringify(document(facts)),
};

/** Where each value was read, and what is in doubt, for a person beside a shell that takes the values. */
export function sourceNotices(facts: ClusterFacts): Finding[] {
  const sources = factsOf(facts).map(({ variable, value, source }) => ({
    ...SOURCE,
    path: variable,
    value,
    message: source,
  }));
  return [...sources, ...facts.doubts];
}

function factsOf({ release, name, topology }: ClusterFacts): Fact[] {
  return [release, name, topology];
}

/** Quoted, so that a shell takes the value for nothing else, whatever it is. */
function exportLine({ variable, value }: Fact): string {
  return `export ${variable}='${value.replaceAll("'", "'\\''")}'\n`;
}

function document(facts: ClusterFacts): object {
  const values = factsOf(facts).map(({ variable, value, source }) => [variable, { value, source }]);
  const notes = facts.doubts.map(({ path, message }) => `${path} ${message}`);
  return { ...Object.fromEntries(values), notes };
}
