import { lintText } from '../../lint/lint-text';

function found(query: string, release = '3.24', dataSet = 'flows'): string[] {
  const text = `apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata: { name: decoys.fake-svc }\nspec:\n  description: Decoys\n  severity: 100\n  dataSet: ${dataSet}\n  query: '${query}'\n`;
  return lintText(text, release)
    .findings.filter(({ rule }) => rule === 'global-alert/honeypod-removed')
    .map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);
}

describe("an alert about Calico's honeypods", () => {
  it.each([
    ['3.20.1', 'Calico Enterprise 3.20.1'],
    ['3.24', 'Calico Enterprise 3.24.0-1.0'],
    ['cloud-20.0.0', 'Calico Cloud 20.0.0'],
  ])('sees nothing on %s', (release, title) => {
    expect(found('reporter = dst AND dest_namespace = "tigera-internal"', release)).toEqual([
      `warning 8:47 is the namespace of Calico's honeypods, which ${title} does not have, so the alert sees nothing, except connections to pods that an earlier release has left there; remove the alert, or use a decoy of your own`,
    ]);
  });

  it.each(['3.19', 'cloud-19.3.0'])('is right on %s, which has them', (release) => {
    expect(found('dest_namespace = "tigera-internal"', release)).toEqual([]);
  });

  it.each([
    ['dest_namespace IN {"shop", "tigera-internal"}', 1],
    ['NOT dest_namespace != "tigera-internal"', 1],
    ['NOT dest_namespace = "tigera-internal"', 0],
    ['dest_namespace NOTIN {"tigera-internal"}', 0],
    ['source_namespace = "tigera-internal"', 0],
    ['dest_namespace = "tigera-internal-2"', 0],
  ])('is meant by %s: %s', (query, count) => {
    expect(found(query)).toHaveLength(count);
  });

  it('is about flows', () => {
    expect(found('dest_namespace = "tigera-internal"', '3.24', 'l7')).toEqual([]);
  });
});
