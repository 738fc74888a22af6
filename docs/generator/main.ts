import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releasesPage } from './releases-page';

writeFileSync(join('docs', 'releases.md'), releasesPage());
