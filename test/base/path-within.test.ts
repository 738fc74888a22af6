import { resolve, sep } from 'node:path';
import { pathWithin } from '../../src/base';

describe('pathWithin', () => {
  it.each<[string, string, string | undefined]>([
    ['/a', '/a', ''],
    ['/a', '/a/b/c', `b${sep}c`],
    ['/', '/a', 'a'],
    ['/a', '/a/..b', '..b'],
    ['/a/b', '/a', undefined],
    ['/a', '/ab', undefined],
    ['/a', '/b/a', undefined],
  ])('of %s: %s', (folder, path, expected) => {
    expect(pathWithin(resolve(folder), resolve(path))).toBe(expected);
  });
});
