import { alertText, lintText, places } from './lint-text';

const jobs = (name: string, value: string) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ad-jobs-deployment', namespace: 'tigera-intrusion-detection' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              image: 'quay.io/tigera/anomaly_detection_jobs:v3.12.0',
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

describe('values at the limit of a rule', () => {
  it('are names of substitutions in another case', () => {
    const alert = (query: string) =>
      alertText('severity: 1', `query: ${query}`, 'substitutions: [{ name: abc, values: [a] }]');
    expect(lintText(alert('source_namespace IN ${Abc}')).findings).toEqual([]);
    expect(places(lintText(alert('source_namespace IN ${Abd}')).findings).join()).toContain('substitution-missing');
  });

  it('are empty lists of aggregations', () => {
    const alert = (fields: string) =>
      alertText('severity: 1', `aggregateBy: ${fields}`).replace('dataSet: flows', 'dataSet: vulnerability');
    const rulesOf = (fields: string) => lintText(alert(fields)).findings.map(({ rule }) => rule);
    const forbidden = expect.stringMatching(/^global-alert\/.*aggregat/);
    expect(rulesOf('[]')).not.toContainEqual(forbidden);
    expect(rulesOf('[image]')).toContainEqual(forbidden);
  });

  it('are scores of exactly -1', () => {
    const name = 'AD_DnsLatency_IsolationForest_score_threshold';
    const scores = (value: string) =>
      lintText(jobs(name, value), '3.12').findings.filter(({ path }) => path.includes(name) && path.includes('env'));
    expect(scores('-1').map(({ rule }) => rule)).toEqual(scores('-0.5').map(({ rule }) => rule));
    expect(scores('-1.01').length).toBeGreaterThan(scores('-1').length);
  });

  it('are a hundred findings of a rule, of which none is omitted', () => {
    const messagesOf = (count: number) => {
      const values = Array.from({ length: count }, () => '""').join(', ');
      const alert = alertText(
        'severity: 1',
        'query: source_namespace IN ${abc}',
        `substitutions: [{ name: abc, values: [a, ${values}] }]`,
      );
      return lintText(alert).findings.map(({ message }) => message);
    };
    expect(messagesOf(100)).toHaveLength(100);
    expect(messagesOf(100).at(-1)).not.toContain('more like this');
    expect(messagesOf(101)).toHaveLength(100);
    expect(messagesOf(101).at(-1)).toContain('(and 1 more like this)');
  });

  it('are merged keys that every object seems to have', () => {
    const text = alertText('severity: 1', 'toString: a').replace(
      'spec:',
      'defaults: &a { toString: b, severity: 2 }\nspec:\n  <<: *a',
    );
    expect(places(lintText(text).findings)).toEqual(
      expect.arrayContaining([expect.stringContaining('spec.toString global-alert/unknown-field')]),
    );
    expect(lintText(text).crashes).toEqual([]);
  });
});
