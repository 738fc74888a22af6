import { catalogueOf } from '../../src/logs';
import { AuditFields, DnsFields, FlowFields, L7Fields, QueryField } from '../../src/query';

const CLASSES: readonly [dataSet: string, fields: object][] = [
  ['flows', FlowFields],
  ['dns', DnsFields],
  ['l7', L7Fields],
  ['audit', AuditFields],
];

/** `objectRef.name` is OBJECT_REF_NAME. */
function constantOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase();
}

describe('the constants for fields', () => {
  it.each(CLASSES)('are those of the catalogue: %s', (dataSet, fields) => {
    const catalogue = catalogueOf(dataSet);
    const names =
      catalogue?.names.filter((name) => !name.endsWith('<key>') && catalogue.factsOf(name)?.documented !== false) ?? [];
    expect(names.length).toBeGreaterThan(20);
    expect(Object.entries(fields).map(([constant, field]) => [constant, field.key])).toEqual(
      names.map((name) => [constantOf(name), name]),
    );
    expect(Object.values(fields).every((field) => field instanceof QueryField)).toBe(true);
  });

  it('leave the keys of labels to people', () => {
    const dns = catalogueOf('dns');
    expect(DnsFields.clientLabel('app').key).toBe('client_labels.app');
    expect(DnsFields.serverLabel('k8s-app').key).toBe('servers.labels.k8s-app');
    expect(dns?.factsOf(DnsFields.clientLabel('app').key)?.meaning).toBe('a label of the client');
    expect(dns?.factsOf(DnsFields.serverLabel('k8s-app').key)?.meaning).toBe('a label of the server');
  });
});
