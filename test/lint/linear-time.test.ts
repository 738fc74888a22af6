import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMillis } from '../cpu-time';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { alertText, lintText } from './lint-text';

const LONG = 60_000;
/** Far more than what linear time takes, and far less than anything else does at this length. */
const MOST_MILLIS = 4_000;

function jobsText(image: string, name: string, value: string): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ad-jobs-deployment' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              image,
              env: [
                { name: 'CLUSTER_NAME', value: 'a.b' },
                { name, value },
              ],
            },
          ],
        },
      },
    },
  });
}

const IMAGE = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0';
const ignoring = (text: string) => `# calico-threat-defense-ignore ${text}\n${alertText('severity: 1')}`;
const querying = (query: string) => alertText('severity: 1', `query: ${JSON.stringify(query)}`);
const sets = (count: number) =>
  Array.from({ length: count }, (_, index) => `source_name IN \${s${index}}`).join(' OR ');
const substitutions = (count: number) =>
  Array.from({ length: count }, (_, index) => `{ name: s${index}, values: [a] }`).join(', ');
const described = (text: string) =>
  alertText('severity: 1').replace('description: SSH', () => `description: ${JSON.stringify(text)}`);

describe('lint takes linear time', () => {
  it.each<[string, string]>([
    ['a comment of spaces', ignoring(`${' '.repeat(LONG)}:${' '.repeat(LONG)}y\u2028z`)],
    ['a comment of tabs', ignoring(`:a${'\t'.repeat(4 * LONG)}s`)],
    ['a comment of colons', ignoring(': '.repeat(LONG))],
    ['an image', jobsText(`anomaly_detection_jobs:${'@'.repeat(LONG)}/anomaly_detection_jobs`, 'AD_max_docs', '1')],
    ['a host', jobsText(IMAGE, 'ELASTIC_HOST', `${'.svc.'.repeat(LONG / 4)}\n.svc`)],
    ['a number of a variable', jobsText(IMAGE, 'AD_train_interval_minutes', `${'0'.repeat(LONG)}E`)],
    ['a fraction of a variable', jobsText(IMAGE, 'AD_port_scan_threshold', `${'0'.repeat(LONG)}E`)],
    ['a number of a query', querying(`bytes_in > "${'0'.repeat(LONG)}+"`)],
    ['a port of a query', querying(`source_port = "${'0'.repeat(LONG)}-"`)],
    ['a query of placeholders', querying(`process_args = "${'<a>$(a){{a}}'.repeat(LONG / 12)}"`)],
    ['a query of strings', querying(`process_args IN {${'"<a>", '.repeat(LONG / 8)}"a"}`)],
    ['a description of tags', described(`${'<a>'.repeat(LONG / 3)}</a`)],
    ['a description of commands', described(`kubectl ${'<a> '.repeat(LONG / 4)}`)],
    [
      'a substitution that is used many times',
      querying('source_name IN ${s} OR '.repeat(2_000).slice(0, -4)).replace(
        'severity: 1',
        `severity: 1\n  substitutions: [{ name: s, values: [${'a, '.repeat(2_000)}] }]`,
      ),
    ],
    ['a pattern of asterisks', querying(`action IN {"${'*a'.repeat(LONG / 2)}"}`)],
    ['a period', alertText('severity: 1', `period: "${'1'.repeat(LONG)}x"`)],
  ])('for %s', (_, text) => {
    expect(cpuMillis(() => lintText(text, '3.12'))).toBeLessThan(MOST_MILLIS);
  });
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const documents = (objects: readonly object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const policy = (name: string, egress: readonly object[], order = 1) => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalNetworkPolicy',
  metadata: { name: `block.${name}` },
  spec: { tier: 'block', order, selector: `app == '${name}'`, types: ['Egress'], egress },
});
const denial = (label: string) => ({ action: 'Deny', destination: { selector: `feed == '${label}'` } });
const feed = (name: string) => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalThreatFeed',
  metadata: { name },
  spec: {
    content: 'IPSet',
    description: 'x',
    pull: { http: { url: 'https://feeds.example.com/list' } },
    globalNetworkSet: { labels: { feed: name } },
  },
});

/** Texts with many things that are compared with each other, by their number. */
const MANY: Readonly<Record<string, (count: number) => string>> = {
  substitutions: (count) =>
    querying(sets(count)).replace('severity: 1', () => `severity: 1\n  substitutions: [${substitutions(count)}]`),
  'feeds and blocks': (count) =>
    documents(numbers(count / 8).flatMap((n) => [feed(`f${n}`), policy(`p${n}`, [denial(`other${n}`)])])),
  'rules of a block': (count) =>
    documents([
      policy(
        'p',
        numbers(count).map((n) => denial(`f${n}`)),
      ),
    ]),
};

describe.each(Object.keys(MANY))('the time for many %s', (name) => {
  it('grows with their number, not with its square', () => {
    const millisOf = (count: number) => {
      const text = MANY[name]?.(count) ?? '';
      return cpuMillis(() => lintText(text));
    };
    // The least of several runs, since other programs run at the same time.
    const least = (count: number) => Math.min(...Array.from({ length: 3 }, () => millisOf(count)));
    millisOf(4_000);
    expect(least(16_000) / least(4_000)).toBeLessThan(11);
  }, 120_000);
});

describe('a comment that turns a rule off', () => {
  it('is read whatever its spaces are', () => {
    const rule = 'global-alert/severity-range';
    const alert = alertText('severity: 0');
    for (const comment of [`${rule}: reason`, `  ${rule}  :   reason  `, `${rule}:a: b`]) {
      expect([comment, lintText(`# calico-threat-defense-ignore ${comment}\n${alert}`).findings]).toEqual([
        comment,
        [],
      ]);
    }
    for (const comment of [rule, `${rule}:`, `${rule} :  `]) {
      expect(
        lintText(`# calico-threat-defense-ignore ${comment}\n${alert}`).findings.map((finding) => finding.rule),
      ).toEqual(['lint/ignore-without-reason', rule]);
    }
  });
});

describeWithShared('files that were made to be slow', () => {
  it.each(['redos-comment-1kB.yaml', 'redos-ls-100.yaml'])('are read at once: %s', (file) => {
    const text = readFileSync(join(sharedFolder ?? '', 'breaker-cases', file), 'utf8');
    expect(cpuMillis(() => lintText(text))).toBeLessThan(MOST_MILLIS);
    // The line separator ends the comment for kubectl, so what follows is not part of it.
    expect(lintText(text).findings.map(({ rule }) => rule)).toContain('yaml/read-otherwise');
  });

  it('of a sidecar before the jobs has the finding of the jobs', () => {
    const text = readFileSync(join(sharedFolder ?? '', 'breaker-cases', 'lint-sidecar-first.yaml'), 'utf8');
    const errors = lintText(text, '3.12').findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(['ad-jobs/score-threshold-sign']);
  });
});
