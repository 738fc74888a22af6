/*
 * Makes the parts of the public API that repeat a table: the constants of fields and detectors, the AD jobs, and the
 * settings of the AD jobs, with their doc comments. Bundles the script and the style of reports as HTML.
 *
 *   node tools/generate.mjs             writes them
 *   node tools/generate.mjs --check     writes nothing, and exits with 1 where one differs from its table
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adJobEnum, detectorClass } from './generate/detectors.mjs';
import { eventFieldsClass, fieldClasses } from './generate/field-classes.mjs';
import { pageAssets } from './generate/page-assets.mjs';
import { settingInterfaces } from './generate/settings.mjs';
import { importTypeScript, root } from './typescript.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');

const [{ CATALOGUES }, mapping, { EVENT_FIELDS }, { DETECTORS, lastRelease }, { AD_JOB_VARIABLES }] = await Promise.all(
  [
    'src/logs/catalogue.ts',
    'src/logs/index-mapping.ts',
    'src/events/event-table.ts',
    'src/kinds/global-alert/detector-table.ts',
    'src/kinds/ad-jobs/ad-job-variables.ts',
  ].map(importTypeScript),
);

const made = {
  ...fieldClasses(CATALOGUES, mapping),
  ...eventFieldsClass(EVENT_FIELDS),
  ...detectorClass(DETECTORS, lastRelease, read),
  ...adJobEnum(DETECTORS),
  ...settingInterfaces(AD_JOB_VARIABLES),
  ...(await pageAssets()),
};
const stale = Object.entries(made).filter(([file, text]) => read(file) !== text);
if (!process.argv.includes('--check')) {
  for (const [file, text] of stale) {
    writeFileSync(join(root, file), text);
  }
} else if (stale.length > 0) {
  const files = stale.map(([file]) => file).join(', ');
  process.stderr.write(`These files differ from their tables, so run npm run generate: ${files}\n`);
  process.exitCode = 1;
}
