import { SPEC } from '../../src/alerts/alert-schema';
import { CalicoRelease } from '../../src/release';
import { ours, RELEASES, rootOf } from './crd';

const FIELDS = Object.entries(SPEC.fields);

describe.each(RELEASES)('the CRD of an alert in %s, and our checks', (written) => {
  const release = CalicoRelease.parse(written);
  const crd = rootOf(ours('GlobalAlert', written)).properties?.spec?.properties ?? {};

  it('have the same fields', () => {
    const known = FIELDS.filter(([, { isIn }]) => isIn === undefined || release._valueIn(isIn)).map(([name]) => name);
    expect(Object.keys(crd).sort()).toEqual(known.sort());
  });

  it.each(FIELDS)('limit %s to the same length', (name, { maxLength = [] }) => {
    expect(crd[name]?.maxLength).toBe(release._valueIn(maxLength));
  });

  it.each(FIELDS.filter(([name]) => name !== 'type'))('limit %s to the same values', (name, schema) => {
    const { values = [], refusesEmpty = [] } = schema;
    const listed = release._valueIn(refusesEmpty) ? release._valueIn(values) : undefined;
    expect([...((crd[name]?.enum as string[]) ?? [])].sort()).toEqual([...(listed ?? [])].sort());
  });
});
