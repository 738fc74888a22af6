import fc from 'fast-check';
import { jsonPathProblem } from '../../../src/kinds/threat-feed/json-path';
import { isLinkLocal, readUrl } from '../../../src/kubernetes';
import { cpuMillis } from '../../cpu-time';

const spaces = fc.constantFrom('', '', ' ', '\t', '\n');
const name = fc.stringMatching(/^[a-zA-Z_é][a-zA-Z0-9_é]{0,8}$/);
const quoted = fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text).replaceAll(/\\\//g, '/'));
const index = fc.integer({ min: -1_000, max: 1_000 }).map(String);
const member = fc.oneof(name, quoted, index);

/** What may be between brackets. */
const brackets = fc.oneof(
  fc.constant('*'),
  fc.array(member, { minLength: 1, maxLength: 4 }).map((members) => members.join(',')),
  fc.array(fc.option(index, { nil: '' }), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(':')),
);
const bracketed = fc.tuple(brackets, spaces).map(([inside, space]) => `[${inside}${space}]`);
const step = fc.oneof(
  name.map((text) => `.${text}`),
  fc.constant('.*'),
  bracketed,
  fc.oneof(name, fc.constant('*'), bracketed).map((text) => `..${text}`),
);
const path = fc
  .tuple(
    spaces,
    fc.array(
      fc.tuple(step, spaces).map((parts) => parts.join('')),
      { maxLength: 6 },
    ),
  )
  .map(([space, steps]) => `${space}$${steps.join('')}`);

describe('the parser of JSON paths', () => {
  it('accepts every path of the grammar', () => {
    fc.assert(fc.property(path, (text) => expect(jsonPathProblem(text)).toBeUndefined()));
  });

  it.each([
    '.',
    '..',
    '[',
    ']',
    '[]',
    '.-a',
    '[?(@.a)]',
    "['a']",
    '[1:2:3:4]',
    '[1,2:3]',
    '(',
    '[-]',
    '["\\q"]',
    '[1.5]',
  ])('rejects a path of the grammar with %s behind it', (wrong) => {
    fc.assert(fc.property(path, (text) => expect(jsonPathProblem(`${text}${wrong}`)).toBeDefined()));
  });

  it('names a place in the string, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `$${text}`),
        ),
        (text) => {
          const { offset, message } = jsonPathProblem(text) ?? { offset: 0, message: 'none' };
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(text.length);
          expect(message).not.toBe('');
        },
      ),
    );
  });

  it('needs linear time', () => {
    const long = [`$${'.a'.repeat(100_000)}.`, `$["${'\\n'.repeat(100_000)}`, `$[${'1,'.repeat(100_000)}`];
    const millis = cpuMillis(() => {
      expect(long.map((text) => jsonPathProblem(text) === undefined)).toEqual([false, false, false]);
    });
    expect(millis).toBeLessThan(2_000);
  });
});

const host = fc.oneof(fc.domain(), fc.ipV4());
const port = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 65_535 }).map((number) => `:${number}`),
);
const rest = fc.webPath().map((text) => (text === '' || text.startsWith('/') ? text : `/${text}`));
const scheme = fc.constantFrom('http', 'https', 'HTTPS', 'ftp');

describe('the reader of URLs', () => {
  it('finds the parts of a URL', () => {
    fc.assert(
      fc.property(scheme, host, port, rest, fc.boolean(), (before, name, number, after, hasUser) => {
        const text = `${before}://${hasUser ? 'jane:a%20b@' : ''}${name}${number}${after}?a=b#c`;
        expect(readUrl(text)).toEqual({ scheme: before, hasUser, host: name.toLowerCase(), path: after });
      }),
    );
  });

  it('reads every IPv6 address, and finds those that are link-local', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(readUrl(`https://[${address}]/`)).toMatchObject({ host: address.toLowerCase() });
      }),
    );
    const links = fc.tuple(fc.integer({ min: 0xfe80, max: 0xfebf }), fc.nat(0xffff));
    fc.assert(
      fc.property(links, ([first, last]) => {
        expect(isLinkLocal(`${first.toString(16)}::${last.toString(16)}`)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), (third, last) => {
        expect(isLinkLocal(`169.254.${third}.${last}`)).toBe(true);
        expect(isLinkLocal(`::ffff:169.254.${third}.${last}`)).toBe(true);
        expect(isLinkLocal(`169.253.${third}.${last}`)).toBe(false);
      }),
    );
  });

  it('reads no URL that is relative, and gives a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), (text) => {
        const url = readUrl(text);
        expect(typeof url === 'string' || /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text)).toBe(true);
        expect(typeof url !== 'string' || url !== '').toBe(true);
      }),
    );
  });
});
