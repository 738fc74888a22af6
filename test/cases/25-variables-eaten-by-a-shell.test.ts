import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintText } from '../lint/lint-text';
import { describeWithShared, sharedFolder } from '../shared-folder';

describeWithShared('case 25, variables eaten by a shell', () => {
  const text = () =>
    readFileSync(join(sharedFolder ?? '', 'cases', '25-variables-eaten-by-a-shell', 'alert.yaml'), 'utf8');

  it.each(['3.12', '3.24', 'cloud-20.3.0'])(
    'is one warning on %s, which asks whether a shell wrote the file',
    (release) => {
      const findings = lintText(text(), release).findings.filter(({ path }) => /description|summary/.test(path));
      expect(findings).toMatchObject([
        { line: 6, column: 16, severity: 'warning', path: 'spec.description', rule: 'global-alert/fields-not-shown' },
      ]);
      expect(findings[0]?.message).toMatch(
        /in aggregateBy.*variables may have been lost in a shell or in Flux, which both replace \$\{…\}$/,
      );
    },
  );

  it('is right with one field in it, and asks nothing where no gap is', () => {
    const plain = text().replace('from / to / on', 'on').replace("workload / looked up ''", 'workload');
    expect(lintText(plain).findings.map(({ message }) => message)).toEqual([expect.not.stringContaining('shell')]);
    expect(lintText(plain.replace('workload', 'workload ${source_name_aggr}')).findings).toMatchObject([
      { rule: 'global-alert/variables-in-summary-only' },
    ]);
    expect(lintText(plain.replace('connection on', 'connection of ${source_name_aggr} on')).findings).toEqual([]);
  });
});
