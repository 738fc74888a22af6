import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from '../../docs/generator/rules-page';

describe('docs/rules.md', () => {
  it('is what `npm run docs` makes', () => {
    expect(readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8')).toBe(rulesPage());
  });
});
