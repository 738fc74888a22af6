import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { FindingSeverity } from '../../src/base';
import { CalicoRelease } from '../../src/calico';
import { checkAggregation } from '../../src/kinds/global-alert';
import { checkQueryFields } from '../../src/kinds/global-alert/query-checks';
import { CATALOGUES, catalogueOf } from '../../src/logs';
import { availability } from '../../src/logs/field-history';
import { dnsTypesOf, valueProblem } from '../../src/logs/value-types';
import { parseQuery } from '../../src/query';
import { describeWithShared, sharedFolder } from '../shared-folder';

// biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
type Facts = any;

function read(...path: string[]): string {
  return readFileSync(join(sharedFolder ?? '', ...path), 'utf8');
}

describeWithShared('the facts about log fields', () => {
  const { meta, dataSets } = parse(read('facts', 'log-fields.yaml'));
  const known: [string, Facts][] = Object.entries<Facts>(dataSets);
  const fields: [string, string, Facts][] = known.flatMap(([dataSet, facts]) =>
    facts.fields.map((field: Facts) => [dataSet, field.f, { ...field, of: facts }] as [string, string, Facts]),
  );
  const releases = [
    ...['3.9', '3.10', '3.11', '3.17', '3.18.0', '3.21.0-2.0', '3.22.0-1.0', '3.22.0-2.0'],
    ...['3.23.0-1.0', '3.23.0-2.0', '3.23', '3.24', 'cloud-22.0.0', 'cloud-22.1.0', 'cloud-23.0.1'],
  ].map((release) => CalicoRelease.parse(release));

  it('name the same data sets', () => {
    expect(CATALOGUES.map(({ dataSet }) => dataSet).sort()).toEqual(known.map(([dataSet]) => dataSet).sort());
  });

  it.each(known)('name the same fields of %s', (dataSet, facts) => {
    expect([...(catalogueOf(dataSet)?.names ?? [])].sort()).toEqual(facts.fields.map(({ f }: Facts) => f).sort());
  });

  it.each(fields)('agree on %s: %s', (dataSet, name, { t, v, n, range }) => {
    const ours = catalogueOf(dataSet)?.factsOf(name);
    const { type, values, numeric, range: ourRange } = ours ?? {};
    expect({ type, values, numeric, range: ourRange }).toEqual({ type: t, values: v, numeric: n, range });
  });

  const full = (version: string) => (/^\d+\.\d+$/.test(version) ? `${version}.0` : version);

  it.each(fields)('agree on the releases that have %s: %s', (dataSet, name, { since, refused }) => {
    const ours = catalogueOf(dataSet)?.factsOf(name);
    const opened = refused !== undefined && refused.values === undefined;
    for (const release of releases) {
      const has = (since === undefined || release._has(full(String(since)))) && (!opened || release._has('3.24.0'));
      expect(ours && availability(ours, release).isCertain && availability(ours, release).problem === undefined).toBe(
        has && !(opened && release._has('3.24.0')),
      );
    }
  });

  it.each(fields)('agree on whether %s is documented: %s', (dataSet, name, { docs, of }) => {
    const documented = of.documented !== false && (docs === undefined || docs.startsWith('page of'));
    expect(catalogueOf(dataSet)?.factsOf(name)?.documented !== false).toBe(documented);
  });

  it.each(fields.filter(([, , { checked }]) => checked !== undefined))(
    'agree on whether values of %s are checked: %s',
    (dataSet, name, { checked }) => {
      expect(catalogueOf(dataSet)?.factsOf(name)?.checked !== false).toBe(checked);
    },
  );

  it('name the same types of DNS records', () => {
    const [[since, later]] = Object.entries<string[]>(meta.dns_types_since) as [[string, string[]]];
    expect(dnsTypesOf(CalicoRelease.enterprise(since))).toEqual(meta.dns_types);
    expect(dnsTypesOf(CalicoRelease.enterprise('3.22'))).toEqual(
      meta.dns_types.filter((type: string) => !later.includes(type)),
    );
  });

  const notes = Object.entries<Facts>(meta.value_notes).filter(([, { refused }]) => Array.isArray(refused));
  const values = (kind: 'accepted' | 'refused') =>
    notes.flatMap(([type, facts]) =>
      (facts.applies_to ?? [type]).flatMap((applied: string) =>
        facts[kind]
          .map((text: string) => text.replace(' in quotes', ''))
          .filter((text: string) => applied === type || text.length < 4)
          .map((text: string) => [applied, text]),
      ),
    ) as [string, string][];
  const newest = CalicoRelease.enterprise('3.24');
  const problemOf = (type: string, text: string) =>
    valueProblem(text, { type: type as never, numeric: false, meaning: '' }, newest);

  it.each(values('accepted').filter(([type]) => type !== 'port'))('accept, as %s, %j', (type, text) => {
    expect(problemOf(type, text)).toBeUndefined();
  });

  it.each(values('refused'))('refuse, as %s, %j', (type, text) => {
    expect(problemOf(type, text)).toBeDefined();
  });

  it('agree on the limit of buckets', () => {
    const { buckets } = parse(read('facts', 'tigera-system.yaml')).aggregation_limit;
    const [finding] = checkAggregation(
      { dataSet: 'flows', aggregateBy: ['dest_port'] },
      CalicoRelease.enterprise('3.24'),
    );
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
    expect(node === undefined ? ['unread'] : checkQueryFields(node, dataSet, CalicoRelease.enterprise('3.24'))).toEqual(
      [],
    );
  });

  it.each(rules.filter(([name]) => !name.endsWith('http.connections')))(
    'aggregate by few values: %s',
    (_, { dataSet, aggregateBy, field, metric }) => {
      expect(
        checkAggregation({ dataSet, aggregateBy, field: field ?? undefined, metric }, CalicoRelease.enterprise('3.24')),
      ).toEqual([]);
    },
  );

  it('sum up a field once that is not there', () => {
    const [, { dataSet, aggregateBy, field, metric }] = rules.find(([name]) => name.endsWith('http.connections')) ?? [
      '',
      {},
    ];
    expect(checkAggregation({ dataSet, aggregateBy, field, metric }, CalicoRelease.enterprise('3.24'))).toEqual([
      {
        rule: 'global-alert/unknown-metric-field',
        severity: FindingSeverity.WARNING,
        keys: ['spec', 'field'],
        value: 'count',
        message:
          'is a field of the data sets dns and l7, not of flows, although the API accepts it; the number of flows is num_flows',
      },
    ]);
  });
});
