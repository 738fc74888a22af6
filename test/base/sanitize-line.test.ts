import { sanitizeLine } from '../../src/base';

describe('text of a server as a line', () => {
  it.each<[string, string]>([
    ['plain', 'plain'],
    ['  around  ', 'around'],
    ['\u001b[31mred\r\n::set-output a=b', '[31mred ::set-output a=b'],
  ])('is harmless: %j', (text, line) => {
    expect(sanitizeLine(text)).toBe(line);
  });

  it('is cut where it is long', () => {
    expect(sanitizeLine('x'.repeat(400))).toBe('x'.repeat(400));
    expect(sanitizeLine('x'.repeat(401))).toBe(`${'x'.repeat(400)}… (401 characters)`);
  });
});
