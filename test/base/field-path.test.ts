import { beginsWith, fieldPath, type Keys } from '../../src/base';

describe('the path of a field', () => {
  it.each<[string, Keys]>([
    ['', []],
    ['spec', ['spec']],
    ['a.b/c', ['a.b/c']],
    ['[0]', [0]],
    ['[main]', [{ itemName: 'main' }]],
    ['spec.template', ['spec', 'template']],
    ['spec.containers[0].image', ['spec', 'containers', 0, 'image']],
    [
      'spec.containers[main].env[A_B].value',
      ['spec', 'containers', { itemName: 'main' }, 'env', { itemName: 'A_B' }, 'value'],
    ],
    ['metadata.labels[app.kubernetes.io/name]', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['metadata.labels[a]b]', ['metadata', 'labels', 'a]b']],
    ['metadata.labels[[a]', ['metadata', 'labels', '[a']],
    ['metadata.labels[.a]', ['metadata', 'labels', '.a']],
    ['metadata.labels[a.]', ['metadata', 'labels', 'a.']],
    ['metadata.labels[]', ['metadata', 'labels', '']],
    ['[a.b].c', ['a.b', 'c']],
    ['[0].a.b', [0, 'a', 'b']],
  ])('is %j', (path, keys) => {
    expect(fieldPath(keys)).toBe(path);
  });
});

describe('a way', () => {
  it.each<[boolean, Keys, Keys]>([
    [true, ['a', 0, 'b'], ['a', 0]],
    [true, ['a', 0], ['a', 0]],
    [true, ['a'], []],
    [true, [], []],
    [false, ['a'], ['a', 0]],
    [false, ['a', 1], ['a', 0]],
    [false, ['b', 0], ['a', 0]],
    [false, ['a', '0'], ['a', 0]],
    [false, [], ['a']],
  ])('%s: %j begins with %j', (begins, keys, start) => {
    expect(beginsWith(keys, start)).toBe(begins);
  });
});
