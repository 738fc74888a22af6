import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationSchema } from '../../src/configuration';
import { backtestFigure } from './backtest-figure';
import { diagrams } from './diagrams';
import { filledPage } from './filled-page';
import { logFieldsPage } from './log-fields-page';
import { releasesPage } from './releases-page';
import { rulesPage } from './rules-page';

// Snippets change the current folder, so that no path may depend on it.
const docs = resolve('docs');

for (const file of readdirSync(docs, { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.md')) {
    const page = join(docs, file);
    const text = readFileSync(page, 'utf8');
    const filled = filledPage(file, text, docs);
    if (filled !== text) {
      writeFileSync(page, filled);
    }
  }
}
writeFileSync(join(docs, 'log-fields.md'), logFieldsPage());
writeFileSync(join(docs, 'releases.md'), releasesPage());
writeFileSync(join(docs, 'rules.md'), rulesPage());
const schema = `${JSON.stringify(configurationSchema(), undefined, 2)}\n`;
writeFileSync(join(docs, '..', 'schemas', 'configuration.schema.json'), schema);
void diagrams().then((pictures) => {
  for (const [file, picture] of Object.entries(pictures)) {
    writeFileSync(join(docs, 'diagrams', file), picture);
  }
});
void backtestFigure(docs).then((picture) => writeFileSync(join(docs, 'images', 'backtest.svg'), picture));
