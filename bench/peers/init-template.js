/* The project that `cdk8s init typescript-app` makes, which holds the same objects. */
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { CHECKOUT } = require('../workplace');
const { packageVersion } = require('../machine');
const { statementsFor } = require('./written-program');

/**
 * Makes two projects: the template as it is, whose app is `npx ts-node main.ts`, and one whose program is compiled once and
 * for all, so that the cdk8s tool does nothing but run it.
 *
 * @param {object[]} objects what the program is to write
 * @param {string} calico source of the imports for projectcalico.org
 */
async function makeTemplate(workplace, objects, calico) {
  const folder = workplace.path('template');
  const compiled = workplace.path('compiled-template');
  fs.mkdirSync(folder);
  const cdk8s = path.join(CHECKOUT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  // Its last steps need k8s imports from a site that may be out of reach; the packages are installed before those.
  const init = await workplace.attempt({
    command: process.execPath,
    args: [cdk8s, 'init', 'typescript-app'],
    cwd: folder,
  });
  assert.ok(fs.existsSync(path.join(folder, 'node_modules', 'ts-node')), `cdk8s init failed:\n${init.output}`);
  const version = packageVersion(CHECKOUT, 'cdk8s-plus-28');
  await workplace.run({ command: 'npm', args: ['install', `cdk8s-plus-28@${version}`], cwd: folder });

  const imports = path.join(folder, 'imports');
  fs.rmSync(imports, { recursive: true, force: true });
  fs.mkdirSync(imports);
  fs.writeFileSync(path.join(imports, 'projectcalico.org.ts'), calico);
  const main = path.join(folder, 'main.ts');
  fs.writeFileSync(main, programFor(fs.readFileSync(main, 'utf8'), objects, calico));
  // As `cdk8s init` does; ts-node then finds the imports as JavaScript, which spares it their translation.
  await workplace.run({ command: 'npm', args: ['run', 'compile'], cwd: folder });

  fs.mkdirSync(compiled);
  fs.symlinkSync(path.join(folder, 'node_modules'), path.join(compiled, 'node_modules'));
  for (const file of ['main.js', 'package.json', path.join('imports', 'projectcalico.org.js')]) {
    fs.cpSync(path.join(folder, file), path.join(compiled, file));
  }
  fs.writeFileSync(path.join(compiled, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\n');
  return { folder, compiled };
}

function programFor(template, objects, calico) {
  const statements = statementsFor(objects, calico, { scope: 'this' });
  return [
    "import { k8s } from 'cdk8s-plus-28';",
    "import * as calico from './imports/projectcalico.org';",
    template.replace('    // define resources here', () => statements.map((line) => `    ${line}`).join('\n')),
  ].join('\n');
}

module.exports = { makeTemplate };
