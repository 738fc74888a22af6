import { type Finding, FindingSeverity, type Manifest, remembered } from '../../src/base';

const finding = (message: string, value?: unknown): Finding => ({
  rule: 'global-alert/severity-range',
  severity: FindingSeverity.ERROR,
  keys: ['spec'],
  value,
  message,
});

/** A check that counts its runs, and finds what the manifest and its subject are. */
function counted(partOf: (manifest: Manifest) => unknown = () => undefined) {
  const runs: string[] = [];
  const check = remembered<{ key: string }>(
    (manifest, { key }) => {
      runs.push(key);
      return [finding(`${key}: ${JSON.stringify(manifest)}`, partOf(manifest))];
    },
    ({ key }) => key,
  );
  return { runs, check: (manifest: object, key = 'a') => check(manifest, { key }).map(({ message }) => message) };
}

describe('a check that remembers', () => {
  it('does not run again for an equal manifest', () => {
    const { runs, check } = counted();
    const make = () => ({ kind: 'A', spec: { list: [1, { x: null, y: undefined }], text: 'b' } });
    expect(check(make())).toEqual(check(make()));
    expect(runs).toEqual(['a']);
  });

  it.each<[string, object]>([
    ['another value', { kind: 'A', spec: { list: [1, 3] } }],
    ['another type', { kind: 'A', spec: { list: [1, '2'] } }],
    ['one item more', { kind: 'A', spec: { list: [1, 2, undefined] } }],
    ['one field more', { kind: 'A', spec: { list: [1, 2], more: undefined } }],
    ['one field less', { kind: 'A', spec: {} }],
    ['another order', { spec: { list: [1, 2] }, kind: 'A' }],
    ['a map in place of a list', { kind: 'A', spec: { list: { 0: 1, 1: 2 } } }],
  ])('runs again for a manifest with %s', (_, other) => {
    const { runs, check } = counted();
    check({ kind: 'A', spec: { list: [1, 2] } });
    expect(check(other)).toEqual([`a: ${JSON.stringify(other)}`]);
    expect(runs).toHaveLength(2);
  });

  it('runs again for another subject', () => {
    const { check } = counted();
    expect([check({ kind: 'A' }, 'a'), check({ kind: 'A' }, 'b')]).toEqual([['a: {"kind":"A"}'], ['b: {"kind":"A"}']]);
  });

  it('notices that a program has changed the manifest that it remembers', () => {
    const { check } = counted();
    const manifest = { spec: { labels: { team: 'red' } } };
    check(manifest);
    manifest.spec.labels.team = 'red & blue';
    expect(check(manifest)).toEqual(['a: {"spec":{"labels":{"team":"red & blue"}}}']);
  });

  it('is not changed by those who get the findings', () => {
    const check = remembered<undefined>(
      () => [finding('wrong')],
      () => '',
    );
    check({}, undefined).pop();
    check({}, undefined).pop();
    expect(check({}, undefined)).toHaveLength(1);
  });

  it.each<[string, () => object]>([
    ['instances of classes', () => ({ spec: new Date(0) })],
    ['functions', () => ({ spec: () => 1 })],
  ])('does not remember %s', (_, make) => {
    const { runs, check } = counted();
    check(make());
    check(make());
    expect(runs).toHaveLength(2);
  });

  it('does not remember findings with parts of the manifest, which may change', () => {
    const { runs, check } = counted(({ spec }) => spec);
    check({ spec: {} });
    check({ spec: {} });
    expect(runs).toHaveLength(2);
  });

  it('forgets manifests after some others', () => {
    const { runs, check } = counted();
    for (const kind of ['A', ...Array.from({ length: 7 }, (_, index) => `${index}`), 'A']) {
      check({ kind });
    }
    expect(runs).toHaveLength(8);
    check({ kind: 'B' });
    check({ kind: 'A' });
    expect(runs).toHaveLength(10);
  });
});
