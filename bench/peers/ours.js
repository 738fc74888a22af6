/* This project, as its users have it: the checkout, copied. */
const fs = require('node:fs');
const path = require('node:path');

/** @returns {Promise<{ folder: string, dist: string, calico: string }>} with its first synth done */
async function makeOurs(workplace, env) {
  const folder = workplace.path('ours');
  workplace.copyCheckout(folder);
  await workplace.run({ command: 'npm', args: ['run', '--silent', 'synth'], cwd: folder, env });
  const calico = fs.readFileSync(path.join(folder, 'imports', 'projectcalico.org.ts'), 'utf8');
  return { folder, dist: path.join(folder, 'dist'), calico };
}

module.exports = { makeOurs };
