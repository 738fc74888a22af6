import { findings, GOOD } from './rule-alert';

/** What is wrong, the fields that make it so, and what is reported. */
const BROKEN: readonly [string, Record<string, unknown>, string][] = [
  // Variables
  [
    'an unknown variable',
    { summary: '${source_name}' },
    'error spec.summary: unknown variable: use the metric or a field listed in aggregateBy (available: sum, source_namespace, source_name_aggr) [global-alert/variable-unknown]',
  ],
  [
    'a variable of an alert without any',
    {
      aggregateBy: [],
      metric: undefined,
      condition: undefined,
      field: undefined,
      description: '${count}',
      summary: '',
    },
    'error spec.description: unknown variable: use the metric or a field listed in aggregateBy (the rule has neither) [global-alert/variable-unknown]',
  ],
  [
    'an empty variable',
    { summary: 'a ${} b' },
    'error spec.summary: contains a variable without a name [global-alert/variable-empty]',
  ],
  [
    'a variable without an end',
    { description: 'a ${sum b' },
    'error spec.description: starts a variable with ${ that is never closed; add the closing } (a lone $ is plain text) [global-alert/variable-unclosed]',
  ],
  // Substitutions
  [
    'a missing substitution',
    { substitutions: [] },
    'error spec.query: is not a substitution of this alert; add it to spec.substitutions with its values [global-alert/substitution-missing]',
  ],
  [
    'a misspelt substitution',
    { substitutions: [{ name: 'namespace', values: ['a'] }] },
    'error spec.query: is not a substitution of this alert; add it to spec.substitutions with its values; did you mean namespace? [global-alert/substitution-missing]',
  ],
  [
    'a doubled substitution',
    { substitutions: [...GOOD.spec.substitutions, { name: 'NAMESPACES', values: ['a'] }] },
    'error spec.substitutions[1].name: is also the name of substitution 0 (names are not case-sensitive), so the query cannot be parsed. Rename or remove one of them [global-alert/substitution-duplicate]',
  ],
  [
    'a substitution of nothing',
    { substitutions: [{ name: 'namespaces', values: ['', ''] }] },
    'error spec.substitutions[0].values: must have at least one non-empty value: Calico drops empty values, and the query requires a set [global-alert/substitution-empty]',
  ],
  [
    'a substitution without values',
    { substitutions: [{ name: 'namespaces' }] },
    'error spec.substitutions[0].values: must have at least one non-empty value: Calico drops empty values, and the query requires a set [global-alert/substitution-empty]',
  ],
  [
    'an empty value',
    { substitutions: [{ name: 'namespaces', values: ['a', ''] }] },
    'warning spec.substitutions[0].values[1]: is empty, so Calico drops it; remove it [global-alert/substitution-empty-value]',
  ],
  [
    'a substitution without a name',
    { substitutions: [...GOOD.spec.substitutions, { name: ' ', values: ['a'] }] },
    'error spec.substitutions[1].name: must not be blank: the query refers to the values by this name [global-alert/substitution-name]',
  ],
];

describe('the variables and substitutions of a rule-based alert', () => {
  it.each(BROKEN)('are reported: %s', (_, spec, line) => {
    expect(findings(spec)).toEqual([line]);
  });

  it.each([[], [''], undefined, null])('may be unused, with a warning: %j', (values) => {
    const substitutions = [...GOOD.spec.substitutions, { name: 'unused', values }];
    expect(findings({ substitutions })).toEqual([
      'warning spec.substitutions[1].values: has no non-empty value, and the query does not use it: add values, or remove the substitution [global-alert/substitution-empty]',
    ]);
  });

  it('are listed if they are few, and compared with an unknown one', () => {
    const withFields = (count: number) => ({
      aggregateBy: Array.from({ length: count }, (_, index) => `field_${index}`),
      description: '${field_1} ${feld_1}',
      summary: undefined,
    });
    const unknown = (count: number) => findings(withFields(count)).filter((line) => line.includes('variable-unknown'));
    expect(unknown(2)).toEqual([expect.stringMatching(/\(available: sum, field_0, field_1\); did you mean field_1\?/)]);
    expect(unknown(300)).toEqual([expect.stringMatching(/\(301 are available\); did you mean field_1\? \[/)]);
  });

  it.each([[['source_namespace']], 1, { a: 'b' }])('cannot be judged where aggregateBy has %j', (name) => {
    const lines = findings({ aggregateBy: [name], description: 'of ${source_namespace}', summary: 's' });
    expect(lines.map((line) => line.replace(/.*\[/, '['))).toEqual(['[global-alert/field-type]']);
  });

  it('may be doubled and unused, with a warning', () => {
    const substitutions = [...['unused', 'UNUSED'].map((name) => ({ name, values: ['a'] }))];
    expect(findings({ query: 'reporter = src', substitutions })).toEqual([
      'warning spec.substitutions[1].name: is also the name of substitution 0 (names are not case-sensitive), although the query uses neither. Rename or remove one of them [global-alert/substitution-duplicate]',
    ]);
  });
});
