import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releasesPage } from './releases-page';
import { rulesPage } from './rules-page';

writeFileSync(join('docs', 'releases.md'), releasesPage());
writeFileSync(join('docs', 'rules.md'), rulesPage());
