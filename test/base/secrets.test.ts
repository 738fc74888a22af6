import { assert, property, string } from 'fast-check';
import { Secrets } from '../../src/base';
import { cpuMillis } from '../cpu-time';

const masking = (...secrets: string[]): Secrets => {
  const made = new Secrets();
  made.add(...secrets);
  return made;
};

describe('what must not be printed', () => {
  it('is masked wherever it is, whatever it consists of', () => {
    assert(
      property(string({ minLength: 6, unit: 'binary' }), string(), string(), (secret, before, after) => {
        const masked = masking(secret).mask(`${before}${secret}${after}`);
        expect(masked.replaceAll('***', '').includes(secret)).toBe(false);
      }),
    );
  });

  it.each<[string, string[], string, string]>([
    ['a token', ['abcdefgh'], 'Bearer abcdefgh!', 'Bearer ***!'],
    ['a token that contains another one', ['abcdef', 'abcdefgh'], 'abcdefgh abcdef', '*** ***'],
    ['a short token, after its word only', ['abc'], 'Bearer abc, abc', '***, abc'],
    ['the password of any URL', [], 'https://ann:p@ss@host/x', 'https://***@host/x'],
    ['a password in a URL', ['p@ssword'], 'see p%40ssword', 'see ***'],
    ['a password in JSON', ['p"ssword'], '{"a":"p\\"ssword"}', '{"a":"***"}'],
    ['nothing else', ['abcdefgh', ''], 'https://host/a@b //x /y@z', 'https://host/a@b //x /y@z'],
  ])('is %s', (_, secrets, text, masked) => {
    expect(masking(...secrets).mask(text)).toBe(masked);
  });

  it('is looked for in linear time', () => {
    const text = '//'.repeat(2_000_000) + '//a'.repeat(2_000_000) + 'abcdefg'.repeat(1_000_000);
    expect(cpuMillis(() => masking('abcdefgh').mask(text))).toBeLessThan(5_000);
  });
});
