import { stringify } from 'yaml';
import { type Finding, fieldPath, noticeRule, printableJson } from '../../base';
import type { ClusterFacts } from './cluster-facts';
import type { Fact } from './fact-readers';
import { logSettingsFacts } from './log-settings-facts';

const SOURCE = noticeRule({
  id: 'detect/source',
  form: 'words',
  what: 'Each value is printed together with the place where it was read.',
  why: 'You can check it there yourself.',
  bad: 'This notice is printed for every value, on standard error.',
  good: 'No action is required. With `--format json` or `--format yaml`, it is a field of the output.',
});

/** In place of a name that is not stored on the cluster. */
const NO_NAME = { variable: 'CLUSTERNAME', value: null, source: 'not known to be stored anywhere on the cluster' };

/** Prints facts, by output format. */
export const DETECT_REPORTERS: Readonly<Record<string, (facts: ClusterFacts) => string>> = {
  shell: (facts) => factsOf(facts).map(exportLine).join(''),
  powershell: (facts) => factsOf(facts).map(assignment).join(''),
  json: (facts) => printableJson(document(facts)),
  yaml: (facts) => stringify(document(facts)),
};

/** Where each value was read, and what is uncertain; for standard error, where the shell reads the values. */
export function sourceNotices(facts: ClusterFacts): Finding[] {
  const sources = factsOf(facts).map(({ variable, value, source }) => ({
    ...SOURCE,
    keys: [variable],
    value,
    message: source,
  }));
  return [...sources, ...facts.doubts];
}

function factsOf({ release, name, topology, logs }: ClusterFacts): Fact[] {
  return [release, ...(name === undefined ? [] : [name]), topology, ...logSettingsFacts(logs)];
}

/** Quoted, so a shell does not interpret the value. */
function exportLine({ variable, value }: Fact): string {
  return `export ${variable}='${value.replaceAll("'", "'\\''")}'\n`;
}

/** PowerShell takes typographic quotes for the end of a string as well, and two quotes for one. */
const POWERSHELL_QUOTE = /['\u2018\u2019\u201a\u201b]/g;

/** Quoted, so PowerShell does not interpret the value. */
function assignment({ variable, value }: Fact): string {
  return `$env:${variable} = '${value.replaceAll(POWERSHELL_QUOTE, '$&$&')}'\n`;
}

function document(facts: ClusterFacts): object {
  const { release, name = NO_NAME, topology } = facts;
  const all = [release, name, topology, ...logSettingsFacts(facts.logs)];
  const values = all.map(({ variable, value, source }) => [variable, { value, source }]);
  const notes = facts.doubts.map(({ keys, message }) => `${fieldPath(keys)} ${message}`);
  return { ...Object.fromEntries(values), notes };
}

/** The rules that this file checks. */
export const DETECT_REPORT_RULES = [SOURCE] as const;
