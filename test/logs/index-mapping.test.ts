import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CalicoRelease } from '../../src/calico';
import { allowsSets, type IndexType, indexTypeOf, nestedPathOf } from '../../src/logs';
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
