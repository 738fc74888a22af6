import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { logFieldsPage } from '../../docs/generator/log-fields-page';
import { CalicoRelease } from '../../src/calico';
import {
  allowsSets,
  CATALOGUES,
  INDEX_TABLES,
  IndexMapping,
  type IndexTable,
  type IndexType,
  indexTypeOf,
  mappingOf,
  nestedPathOf,
} from '../../src/logs';
import { describeWithShared, sharedFolder } from '../shared-folder';

const newest = CalicoRelease.parse('3.24');

/** What the facts call a type of the index, as we do. */
const TYPES: Readonly<Record<string, IndexType>> = {
  long: 'long',
  integer: 'long',
  ip: 'ip',
  keyword: 'keyword',
  text: 'text',
  date: 'date',
  boolean: 'boolean',
  false: 'unmapped',
};

const TABLE: IndexTable = {
  plain: [['3.7.0', { type: 'long' }]],
  'parts.name': [['3.7.0', { type: 'keyword', nested: 'parts' }]],
  'tags.<key>': [['3.7.0', { type: 'flattened' }]],
  changed: [
    ['3.7.0', { type: 'text' }],
    ['3.20.0', { type: 'keyword', nested: 'others' }],
  ],
  late: [['3.20.0', { type: 'ip' }]],
};

describe('the mapping of a table', () => {
  it.each([
    ['3.14', { type: 'text' }, { type: 'unmapped' }, ['plain', 'parts.name', 'changed']],
    ['3.22', { type: 'keyword', nested: 'others' }, { type: 'ip' }, ['plain', 'parts.name', 'changed', 'late']],
    [undefined, { type: 'keyword', nested: 'others' }, { type: 'ip' }, ['plain', 'parts.name', 'changed', 'late']],
  ])('on %s has the fields of the release', (release, changed, late, names) => {
    const mapping = new IndexMapping('x', TABLE, release === undefined ? undefined : CalicoRelease.parse(release));
    expect(['plain', 'changed', 'late'].map((name) => mapping.fieldOf(name))).toEqual([
      { type: 'long' },
      changed,
      late,
    ]);
    expect(mapping.entries.map(([name]) => name)).toEqual(names);
    expect(mapping.labelPrefixes).toEqual([['tags.', { type: 'flattened' }]]);
    expect(mapping.nestedPathOf('others.x')).toBe(release === '3.14' ? undefined : 'others');
  });

  it('knows nothing of other fields, but which nested object they are part of', () => {
    const mapping = new IndexMapping('x', TABLE);
    expect(
      ['parts.other', 'parts', 'partsx.a', 'unknown', 'tags', 'tags.a.b', ''].map((name) => mapping.fieldOf(name)),
    ).toEqual([
      { type: 'unmapped', nested: 'parts' },
      { type: 'unmapped' },
      { type: 'unmapped' },
      { type: 'unmapped' },
      { type: 'unmapped' },
      { type: 'flattened' },
      { type: 'unmapped' },
    ]);
  });

  it('has a limit of clauses with Elasticsearch 7 only', () => {
    const most = (release?: string) =>
      new IndexMapping('x', TABLE, release === undefined ? undefined : CalicoRelease.parse(release)).mostClauses;
    expect([most('3.14'), most('3.24'), most()]).toEqual([1_024, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe('the index', () => {
  it.each([
    ['flows', 'dest_port', 'long'],
    ['flows', 'source_ip', 'ip'],
    ['flows', 'start_time', 'date'],
    ['flows', 'proto', 'keyword'],
    ['flows', 'dest_service_port', 'keyword'],
    ['l7', 'dest_service_port', 'long'],
    ['dns', 'client_labels.app', 'flattened'],
    ['dns', 'servers.labels.app', 'keyword'],
    ['audit', 'stage', 'text'],
    ['audit', 'sourceIPs', 'text'],
    ['flows', 'nobody_knows', undefined],
    ['nothing', 'dest_port', undefined],
  ])('has %s %s as %s', (dataSet, key, type) => {
    expect(indexTypeOf(dataSet, key, newest)).toBe(type);
  });

  it.each([
    ['flows', 'source_labels.labels', '3.24', 'source_labels'],
    ['flows', 'policies.all_policies', '3.22', 'policies'],
    ['flows', 'policies.all_policies', 'cloud-22.5.0', 'policies'],
    ['flows', 'policies.all_policies', '3.23', undefined],
    ['flows', 'source_labels', '3.24', undefined],
    ['dns', 'rrsets.name', '3.24', 'rrsets'],
    ['dns', 'client_labels.app', '3.24', undefined],
    ['audit', 'objectRef.name', '3.24', undefined],
    ['waf', 'rules.id', '3.24', 'rules'],
    ['waf', 'source.ip', '3.24', undefined],
  ])('keeps %s %s on %s in %s', (dataSet, key, release, path) => {
    expect(nestedPathOf(dataSet, key, CalicoRelease.parse(release))).toBe(path);
  });
});

describeWithShared('the facts about the index', () => {
  const { meta, dataSets } = parse(readFileSync(join(sharedFolder ?? '', 'facts', 'log-fields.yaml'), 'utf8'));
  // biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
  const fields: [string, string, any][] = Object.entries<any>(dataSets).flatMap(([dataSet, facts]) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    facts.fields.map((field: any): [string, string, any] => [dataSet, field.f, field]),
  );

  it.each(fields.filter(([dataSet, , { mapped }]) => mapped !== undefined && dataSet !== 'flows'))(
    'agree on how %s %s is mapped',
    (dataSet, name, { mapped }) => {
      const [type, addition] = String(mapped).split(/, | before /);
      expect(indexTypeOf(dataSet, name, CalicoRelease.parse('3.14'))).toBe(TYPES[type ?? '']);
      expect(nestedPathOf(dataSet, name, newest) !== undefined).toBe(addition === 'nested');
    },
  );

  it.each(fields.filter(([dataSet]) => dataSet !== 'waf'))('agree on sets of %s %s', (dataSet, name, { t }) => {
    const isLabel = name.startsWith('client_labels.');
    const never = (meta.sets.never_run.includes(t) && name !== 'sourceIPs') || isLabel || t === 'score';
    expect(allowsSets(indexTypeOf(dataSet, name, newest))).toBe(!never);
  });
});

/** Fields that hold numbers and times although their values are not checked as such. */
const OBSERVED = ['waf @timestamp', 'waf generated_time', 'waf rules.line'];

describe('the table of the index', () => {
  it('has every field of the data sets, but for those that are not in the log store', () => {
    const missing = CATALOGUES.filter(({ dataSet }) => dataSet !== 'vulnerability').flatMap(({ dataSet, names }) =>
      names.filter((name) => !Object.hasOwn(INDEX_TABLES.get(dataSet) ?? {}, name)).map((name) => [dataSet, name]),
    );
    expect(missing).toEqual([]);
  });

  it('has numbers, addresses and times where values are', () => {
    const types = { int: 'long', port: 'long', ip: 'ip', date: 'date' } as const;
    const otherwise = ['audit sourceIPs', 'waf timestamp', 'waf count'];
    for (const catalogue of CATALOGUES.filter(({ dataSet }) => dataSet !== 'vulnerability')) {
      const { dataSet, names } = catalogue;
      for (const name of names.filter((one) => !otherwise.includes(`${dataSet} ${one}`))) {
        const type = catalogue.factsOf(name)?.type ?? 'text';
        const expected = Object.hasOwn(types, type) ? types[type as keyof typeof types] : undefined;
        const found = indexTypeOf(dataSet, name, newest) ?? '';
        const isTyped = ['long', 'ip', 'date'].includes(found) && !OBSERVED.includes(`${dataSet} ${name}`);
        expect([dataSet, name, isTyped ? found : undefined]).toEqual([dataSet, name, expected]);
      }
    }
  });

  it('has names that only refer to other fields of the same type', () => {
    for (const table of INDEX_TABLES.values()) {
      for (const [name, history] of Object.entries(table)) {
        for (const [, { alias, ...field }] of history.filter((row) => row[1].alias !== undefined)) {
          expect([name, table[alias ?? '']?.at(-1)?.[1]]).toEqual([name, field]);
        }
      }
    }
  });

  it('is on the page about it', () => {
    expect(readFileSync(join(__dirname, '..', '..', 'docs', 'log-fields.md'), 'utf8')).toBe(logFieldsPage());
  });

  it.each([
    ['vulnerability', 'max_cvss_score', 'long'],
    ['vulnerability', 'namespace', 'keyword'],
    ['l7', 'latency', 'unknown'],
    ['waf', 'node', 'unmapped'],
  ])('has %s %s as %s', (dataSet, key, type) => {
    expect(indexTypeOf(dataSet, key, newest)).toBe(type);
  });

  it('limits the parts of a query where Elasticsearch 7 has the logs', () => {
    const most = (release?: CalicoRelease) => mappingOf('flows', release)?.mostClauses;
    expect(most(CalicoRelease.parse('3.20'))).toBe(1_024);
    expect([most(CalicoRelease.parse('3.22')), most()]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(mappingOf('vulnerability', newest)).toBeUndefined();
  });
});
