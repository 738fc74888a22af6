#!/usr/bin/env node
/*
 * Starts the command, which `npm run build` makes in lib/. It is committed, since npm gives no command to a package whose
 * file is missing when it is linked, and npx remembers that for good.
 */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const command = join(__dirname, '..', 'lib', 'bin', 'calico-threat-defense.js');

if (existsSync(command)) {
  require(command);
} else {
  process.stderr.write(
    `calico-threat-defense: this clone is not built yet; run npm ci && npm run build in ${join(__dirname, '..')}, then try again\n`,
  );
  process.exitCode = 2;
}
