import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');
const { homepage, bugs, repository, publishConfig } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('package.json', () => {
  it.each([
    ['homepage', homepage],
    ['bugs.url', bugs?.url],
    ['repository.url', repository?.url],
  ])('has a URL that PyPI and Maven Central accept, which jsii copies: %s', (_, url) => {
    expect(new URL(url).protocol).toBe('https:');
  });

  it('is published with provenance', () => {
    expect(publishConfig).toEqual({ access: 'public', provenance: true });
  });
});
