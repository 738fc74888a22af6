import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles, explainJson, explainText, SQL_DIALECTS, type SqlDialectName, sqlText } from '../../src/explain';

/** Names that every object seems to have. */
const NAMES = Object.getOwnPropertyNames(Object.prototype);

const SPEC = {
  description: '${count} from ${source_namespace}',
  severity: 80,
  dataSet: 'flows',
  query: 'dest_port = 22 AND source_namespace IN ${teams}',
  aggregateBy: ['source_namespace'],
  field: 'num_flows',
  metric: 'sum',
  condition: 'gt',
  threshold: 10,
  substitutions: [{ name: 'teams', values: ['a'] }],
};

const ODD: Readonly<Record<string, (name: string) => object>> = {
  'data sets': (dataSet) => ({ dataSet }),
  'grouped fields': (name) => ({ aggregateBy: ['source_namespace', name] }),
  'metric fields': (field) => ({ field }),
  metrics: (metric) => ({ metric }),
  conditions: (condition) => ({ condition }),
  'queried fields': (name) => ({ query: `${name} = "a" AND "labels.${name}" IN {"${name}"}` }),
  variables: (name) => ({ description: `\${${name}}`, query: `source_namespace IN \${${name}}` }),
  substitutions: (name) => ({
    query: `source_namespace IN \${${name}}`,
    substitutions: [{ name, values: [name] }],
  }),
  fields: (name) => JSON.parse(JSON.stringify({ name: 1 }).replace('name', name)),
};

describe('names that every object seems to have', () => {
  it.each(Object.keys(ODD))('are explained, or found to be wrong, like any other: %s', (kind) => {
    for (const name of NAMES) {
      const metadata = { name: 'network.ssh' };
      const spec = { ...SPEC, ...ODD[kind]?.(name) };
      const alert = { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata, spec };
      const cluster = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
      const result = explainFiles([{ file: 'a.yaml', bytes: Buffer.from(JSON.stringify(alert)) }], cluster);
      const dialects = Object.keys(SQL_DIALECTS) as SqlDialectName[];
      const texts = [explainText(result), explainJson(result), ...dialects.map((dialect) => sqlText(result, dialect))];
      expect([name, result.alerts.length]).toEqual([name, 1]);
      expect([name, texts.filter((text) => /native code|\[object/.test(text))]).toEqual([name, []]);
    }
  });
});
