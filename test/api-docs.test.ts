import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as api from '../src';

const reference = readFileSync(join(resolve(__dirname, '..'), 'API.md'), 'utf8');

describe('API.md', () => {
  it('leaves no member without a description', () => {
    const lines = reference.split('\n').filter((line) => /no description/i.test(line));
    expect(lines).toEqual([]);
  });

  it.each(Object.keys(api))('describes %s', (name) => {
    expect(reference).toContain(`\n### ${name} <a `);
  });
});
