import { ScanTarget } from '../../src';
import { messageOf } from '../support';

describe('ScanTarget', () => {
  it('is pods of a namespace with labels', () => {
    const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
    expect([target.namespace, target.labels]).toEqual(['dev', { app: 'nginx' }]);
  });

  const label =
    "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
  const value =
    "is no legal label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";
  const key = 'is no legal label key: [prefix/]name, as in app or app.kubernetes.io/name';
  it.each([
    ['Dev', { app: 'nginx' }, `namespace = "Dev": ${label} [scanner/target-namespace]`],
    ['dev --all', { app: 'nginx' }, `namespace = "dev --all": ${label} [scanner/target-namespace]`],
    ['', { app: 'nginx' }, `namespace = "": ${label} [scanner/target-namespace]`],
    ['dev', {}, 'labels = {}: must name at least one label, else every pod is hit [scanner/target-labels]'],
    ['dev', { app: "'; reboot" }, `labels[app] = "'; reboot": ${value} [scanner/target-labels]`],
    ['dev', { app: '$(id)' }, `labels[app] = "$(id)": ${value} [scanner/target-labels]`],
    ['dev', { 'a b': 'c' }, `labels[a b] = "c": ${key} [scanner/target-labels]`],
    ['dev', { 'a/b/c': 'd' }, `labels[a/b/c] = "d": ${key} [scanner/target-labels]`],
  ])('refuses namespace %j with labels %j', (namespace, labels, line) => {
    expect(messageOf(() => ScanTarget.pods({ namespace, labels: labels as Record<string, string> }))).toBe(
      `ScanTarget: 1 problem\n  ${line}`,
    );
  });
});
