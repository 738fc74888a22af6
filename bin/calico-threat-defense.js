#!/usr/bin/env node
/*
 * Starts the command, which `npm run build` creates in lib/. It is committed because npm does not link a command whose
 * file is missing, and npx keeps such a link permanently.
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
