import { parseVersion, shortened, version, versionText } from '../../src/calico';

describe('a version', () => {
  it.each([
    ['3.14', { major: 3, minor: 14 }],
    ['v3.14', { major: 3, minor: 14 }],
    ['3.14.2', { major: 3, minor: 14, patch: 2 }],
    ['3.18.0-2.1', { major: 3, minor: 18, patch: 0, preview: [2, 1] }],
    ['0.0.0-0.0', { major: 0, minor: 0, patch: 0, preview: [0, 0] }],
    ['9999.9999.9999-9999.9999', { major: 9999, minor: 9999, patch: 9999, preview: [9999, 9999] }],
  ])('is read: %s', (text, parsed) => {
    expect(parseVersion(text)).toEqual(parsed);
  });

  it.each([
    '',
    '3',
    '3.',
    '.14',
    'x3.14',
    'vv3.14',
    '3.14x',
    '3.14.2.1',
    '3.14-1.0',
    '3.14.2-1',
    '3.14.2-1.',
    '3.14.2-1.0x',
    '3x14',
    '3.14x2',
    '3.14.2-1x0',
    '10000.1',
    '1.10000',
    '1.1.10000',
    '1.1.1-10000.1',
    '1.1.1-1.10000',
    'a.b',
    '3.b',
    '3.14.b',
    '3.14.2-b.1',
    '3.14.2-1.b',
  ])('is not %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
    expect(() => version(text)).toThrow(`${text} is not a full Calico version`);
  });

  it.each([
    ['3.14.0', [3, 14, 0, -1, -1]],
    ['3.18.0-2.1', [3, 18, 0, 2, 1]],
    ['3.18.0-0.1', [3, 18, 0, 0, 1]],
  ])('is printed as it is written: %s', (text, parts) => {
    expect(version(text)).toEqual(parts);
    expect(version(text)).toBe(version(text));
    expect(versionText(version(text))).toBe(text);
  });

  it.each([
    ['3.11.0', '3.11'],
    ['3.11.1', '3.11.1'],
    ['3.11.0-1.0', '3.11.0-1.0'],
    ['23.0.0', '23.0'],
    ['3.10', '3.10'],
    ['x3.11.0', 'x3.11.0'],
    ['13.110.0', '13.110'],
    ['3.11.00', '3.11.00'],
  ])('is shortened: %s to %s', (text, short) => {
    expect(shortened(text)).toBe(short);
  });
});
