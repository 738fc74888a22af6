import { invalidPunycode } from '../../src/logs/punycode';

/** What the module punycode of Node.js encodes, or decodes without an error. */
const VALID = [
  '',
  '--',
  'a',
  'abc',
  'abc-',
  'ABC-',
  '9-x-qwc',
  'bcher-kva',
  'BCHER-KVA',
  'mnchen-3ya',
  'wgv71a119e',
  '80a1acny',
  'and-6ma2c',
  'r8jz45g',
  '938h',
  'ab-bu82a',
  'strae-oqa',
  'hxakic4aa',
  'o3cw4h',
  '3e0bk47br7k',
  'zz-le24y',
  'dn32g',
  '9ca',
  'abc-v08f',
  'cib',
  'bche-kva',
  'k0rxh',
  'f3h2w',
  'bcherjkva',
  '938q',
  '3wy',
  'noyksb',
  't5fqmlpp',
  'v4zswp8co5n',
  'kgby',
  'k5zozpm59h',
  'f7n',
  'y115eshd',
  'plqe7-',
  '0br',
  'i7junwx',
  'e6b',
  'rtz45g',
  'jgp8mog',
  'l3uauy5kcn',
  'x9u12q',
  '5e3gouxt',
  'mnchenw3ya',
];

/** What it decodes with an error. */
const INVALID = [
  '-',
  '-t',
  '-a',
  'ci',
  'iw29-9',
  '6',
  'mnchen-3y0',
  'fj1tob2o7',
  'vskyhy',
  '8z47tjnk8e',
  '2pspzbnd38',
  '045a6',
  'wgv71a1196',
  'pjl-g2p-im',
  'qxmd1cdqdk87',
  '252yzld4',
  '3ijszns1',
  'v',
  'zz-le245',
  'xh',
  '3e0bo47br7',
  'ym4oj',
  'ab-u826',
  'e',
  'z-le24y',
  '80a1acn1',
  'y76gl7ssj6',
  '2tz2n16-5w',
  'z4uj-l',
  '0klt8nm',
  'aqf6ub-rvqy',
  'abcqv08',
  'so',
  'l10re',
  'ouh610qory4',
  'a_b',
  'bcher-kv!',
  '99999999',
  'zzzzzzzz',
];

describe('punycode', () => {
  it.each(VALID)('is valid: %j', (encoded) => {
    expect(invalidPunycode(`xn--${encoded}`)).toBeUndefined();
  });

  it.each(INVALID)('is not valid: %j', (encoded) => {
    expect(invalidPunycode(`xn--${encoded}`)).toBe(`xn--${encoded}`);
  });

  it('is looked for in each label, with a prefix in lower case', () => {
    expect(invalidPunycode('www.xn--ci.example')).toBe('xn--ci');
    expect(invalidPunycode('xn--bcher-kva.xn--6.xn--ci')).toBe('xn--6');
    expect(invalidPunycode('www.XN--ci.example')).toBeUndefined();
    expect(invalidPunycode('axn--ci.example')).toBeUndefined();
    expect(invalidPunycode('')).toBeUndefined();
  });
});
