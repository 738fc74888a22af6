import { lintText, places } from './lint-text';

/** Findings in the AD jobs with these lines of their container, each with the line that it is about. */
function found(...lines: string[]): string[] {
  const head = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: ad-jobs-deployment',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '      - image: quay.io/tigera/anomaly_detection_jobs:v3.12.0',
  ];
  const text = [...head, ...lines.map((line) => `        ${line}`), ''].join('\n');
  return places(lintText(text, '3.12').findings).map((place) => place.replace('spec.template.spec.containers[0].', ''));
}

const NAMED = ['- name: CLUSTER_NAME', '  value: acme.aks'];

describe('findings about variables', () => {
  it.each([
    ['value:', 17],
    ['value: ~', 18],
    ['value: null', 18],
    ["value: ''", 18],
  ])('are at the value: %s', (value, column) => {
    expect(found('env:', '- name: CLUSTER_NAME', `  ${value}`)).toEqual([
      `12:${column} env[CLUSTER_NAME] cluster/name`,
    ]);
  });

  it('are at the entry where there is no value', () => {
    expect(found('env:', '- name: CLUSTER_NAME')).toEqual(['11:11 env[CLUSTER_NAME] cluster/name']);
  });

  it('are at the entry that counts, of two of the same name', () => {
    const [fine, wrong] = [
      ['- name: AD_max_docs', '  value: "5"'],
      ['- name: AD_max_docs', '  value: many'],
    ];
    expect(found('env:', ...NAMED, ...fine, ...wrong)).toEqual([
      '13:17 env[1].name workload/env-duplicate',
      '16:18 env[2].value ad-jobs/setting-type',
    ]);
  });

  it('are at names that are not legal', () => {
    expect(found('env:', ...NAMED, '- name: "1"', '  value: x', '- name: a[b', '  value: x')).toEqual([
      '13:17 env[1].name ad-jobs/variable-name',
      '15:17 env[2].name ad-jobs/variable-name',
    ]);
  });

  it('are at a value that is not a string, also behind an anchor', () => {
    expect(found('env:', ...NAMED, '- name: A', '  value: &five 5', '- name: B', '  value: *five')).toEqual([
      '14:24 env[1].value workload/env-value',
      '16:18 env[2].value workload/env-value',
    ]);
  });

  it('are at the variables where they are not a list', () => {
    expect(found('env:', '  CLUSTER_NAME: acme.aks')).toEqual(['11:11 env workload/env-value']);
  });
});
