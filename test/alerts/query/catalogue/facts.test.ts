import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseQuery } from '../../../../src/alerts/query';
import { CATALOGUES, catalogueOf, checkAggregation, checkQueryFields } from '../../../../src/alerts/query/catalogue';
import { DNS_TYPES } from '../../../../src/alerts/query/catalogue/value-types';
import { FindingSeverity } from '../../../../src/findings';
import { describeWithShared, sharedFolder } from '../../../shared-folder';

// biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
type Facts = any;

function read(...path: string[]): string {
  return readFileSync(join(sharedFolder ?? '', ...path), 'utf8');
}

describeWithShared('the facts about log fields', () => {
  const { meta, dataSets } = parse(read('facts', 'log-fields.yaml'));
  const documented: [string, Facts][] = Object.entries<Facts>(dataSets).filter(
    ([, facts]) => facts.documented !== false,
  );
  const fields: [string, string, Facts][] = documented.flatMap(([dataSet, facts]) =>
    facts.fields.map((field: Facts) => [dataSet, field.f, field] as [string, string, Facts]),
  );

  it('name the same data sets', () => {
    expect(CATALOGUES.map(({ dataSet }) => dataSet).sort()).toEqual(documented.map(([dataSet]) => dataSet).sort());
  });

  it.each(documented)('name the same fields of %s', (dataSet, facts) => {
    expect([...(catalogueOf(dataSet)?.names ?? [])].sort()).toEqual(facts.fields.map(({ f }: Facts) => f).sort());
  });

  it.each(fields)('agree on %s: %s', (dataSet, name, { t, v, n, range }) => {
    const ours = catalogueOf(dataSet)?.factsOf(name);
    const { type, values, numeric, range: ourRange } = ours ?? {};
    expect({ type, values, numeric, range: ourRange }).toEqual({ type: t, values: v, numeric: n, range });
  });

  it('name the same types of DNS records', () => {
    expect(DNS_TYPES).toEqual(meta.dns_types);
  });

  it('agree on the limit of buckets', () => {
    const { buckets } = parse(read('facts', 'tigera-system.yaml')).aggregation_limit;
    const [finding] = checkAggregation('flows', ['dest_port'], undefined, undefined);
    expect(finding?.message).toContain(` ${buckets} `);
  });
});

describeWithShared("Calico's own rules and the workshop's", () => {
  const { templates } = parse(read('facts', 'rule-templates.yaml'));
  const alerts = readdirSync(join(sharedFolder ?? '', 'upstream', 'alerts')).flatMap((file) =>
    parseAllDocuments(read('upstream', 'alerts', file)).map((document) => document.toJS()),
  );
  const rules: [string, Facts][] = [
    ...templates.map((template: Facts) => [template.name, template]),
    ...alerts.map(({ kind, metadata, spec }: Facts) => [`${kind} ${metadata.name}`, spec]),
  ];

  it.each(rules)('query fields that are there, for values that they have: %s', (_, { query, dataSet }) => {
    const { node, problem } = parseQuery(query);
    expect(problem).toBeUndefined();
    expect(node === undefined ? ['unread'] : checkQueryFields(node, dataSet)).toEqual([]);
  });

  it.each(rules.filter(([name]) => !name.endsWith('http.connections')))(
    'aggregate by few values: %s',
    (_, { dataSet, aggregateBy, field, metric }) => {
      expect(checkAggregation(dataSet, aggregateBy, field ?? undefined, metric)).toEqual([]);
    },
  );

  it('sum up a field once that is not there', () => {
    const [, { dataSet, aggregateBy, field, metric }] = rules.find(([name]) => name.endsWith('http.connections')) ?? [
      '',
      {},
    ];
    expect(checkAggregation(dataSet, aggregateBy, field, metric)).toEqual([
      {
        rule: 'global-alert/unknown-metric-field',
        severity: FindingSeverity.WARNING,
        path: 'spec.field',
        value: 'count',
        message:
          'is a field of the data sets dns and l7, not of flows, though the API takes it; the number of flows is num_flows',
      },
    ]);
  });
});
