/*
 * How long a synth takes here, and in a project made by `cdk8s init typescript-app` that holds the same objects.
 *
 *   node bench/init-template.js [--keep]
 *
 * Everything is made in a folder init-template-* among the temporary ones, which `--keep` leaves there: a clone of HEAD
 * (the working tree is neither measured nor touched), and the template's project, whose packages npm fetches.
 */
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseAllDocuments } = require('yaml');
const { programFor } = require('./template-program');

const RUNS = 7;
const KEEP = process.argv.includes('--keep');
const CHECKOUT = path.dirname(__dirname);
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'init-template-'));
const OURS = path.join(FOLDER, 'ours');
const TEMPLATE = path.join(FOLDER, 'template');

/*
 * The fair peer of our synth is the template's `npm run synth`, which is `cdk8s synth`, which runs `npx ts-node main.ts`:
 * ts-node checks the types as it goes, so both check them once and write the same manifests. The template's `build`
 * would check them three times (tsc, ts-jest, ts-node) and run the tests, its `compile` writes no manifests.
 *
 * Our `npm run synth` does without the cdk8s tool. So that not all of the difference is taken for faster checking, the
 * last two rows turn that around: ours with the tool, the template's program without it.
 */
const COMMANDS = [
  { label: 'ours: `npm run synth`, nothing changed since the last run', cwd: OURS, run: 'npm run --silent synth' },
  { label: 'ours: `npm run synth`, `.build` removed first', cwd: OURS, run: 'npm run --silent synth', cold: true },
  { label: 'template: `npm run synth`', cwd: TEMPLATE, run: 'npm run --silent synth' },
  { label: 'ours, through the cdk8s tool: `npx cdk8s synth`', cwd: OURS, run: 'npx cdk8s synth' },
  { label: 'template, without the tool: `npx ts-node main.ts`', cwd: TEMPLATE, run: 'npx ts-node main.ts' },
];

// Without the search for a newer cdk8s-cli, which would go to the network in each of the template's runs.
const OWN_VARIABLES = /^(CDK8S_|CALICO_|CLUSTERNAME$|TS_NODE_|NODE_OPTIONS$)/;
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name))),
  CDK8S_CHECK_UPGRADE: 'false',
  npm_config_update_notifier: 'false',
};

let child;

function attempt(command, cwd) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    child = spawn(command, { cwd, env: ENVIRONMENT, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      child = undefined;
      resolve({ code, output, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
    });
  });
}

async function run(command, cwd) {
  const { code, output, seconds } = await attempt(command, cwd);
  assert.equal(code, 0, `${command} ended with ${code}:\n${output}`);
  return seconds;
}

function packageOf(project, name) {
  return JSON.parse(fs.readFileSync(path.join(project, 'node_modules', name, 'package.json'), 'utf8'));
}

function manifests(project) {
  const dist = path.join(project, 'dist');
  const texts = fs.readdirSync(dist).map((file) => fs.readFileSync(path.join(dist, file), 'utf8'));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
}

async function makeOurs() {
  await run(`git clone --quiet "${CHECKOUT}" "${OURS}"`, FOLDER);
  fs.symlinkSync(path.join(CHECKOUT, 'node_modules'), path.join(OURS, 'node_modules'));
  await run('npm run --silent synth', OURS);
}

async function makeTemplate() {
  fs.mkdirSync(TEMPLATE);
  const cdk8s = path.join(CHECKOUT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  // Its last steps need k8s imports from a site that may be out of reach; the packages are installed before those.
  const init = await attempt(`node "${cdk8s}" init typescript-app`, TEMPLATE);
  assert.ok(fs.existsSync(path.join(TEMPLATE, 'node_modules', 'ts-node')), `cdk8s init failed:\n${init.output}`);
  await run(`npm install cdk8s-plus-28@${packageOf(CHECKOUT, 'cdk8s-plus-28').version}`, TEMPLATE);

  const imports = path.join(TEMPLATE, 'imports');
  fs.rmSync(imports, { recursive: true, force: true });
  fs.mkdirSync(imports);
  fs.copyFileSync(path.join(OURS, 'imports/projectcalico.org.ts'), path.join(imports, 'projectcalico.org.ts'));
  const main = path.join(TEMPLATE, 'main.ts');
  const calico = fs.readFileSync(path.join(OURS, 'imports/projectcalico.org.ts'), 'utf8');
  fs.writeFileSync(main, programFor(fs.readFileSync(main, 'utf8'), manifests(OURS), calico));
  // As `cdk8s init` does; ts-node then finds the imports as JavaScript, which spares it their translation.
  await run('npm run compile', TEMPLATE);
  await run('npm run --silent synth', TEMPLATE);
}

async function measure() {
  const times = COMMANDS.map(() => []);
  for (let round = 0; round <= RUNS; round++) {
    for (const [index, command] of COMMANDS.entries()) {
      if (command.cold) {
        fs.rmSync(path.join(OURS, '.build'), { recursive: true, force: true });
      }
      const seconds = await run(command.run, command.cwd);
      // Round 0 is the warm-up.
      if (round > 0) {
        times[index].push(seconds);
      }
    }
  }
  return times.map((list) => list.sort((a, b) => a - b));
}

function report(times, objects) {
  const median = (list) => list[(RUNS - 1) / 2];
  const cells = (list) => [median(list), list[0], list[RUNS - 1]].map(decimals).join(' | ');
  const [warm, cold, peer, withTool, withoutTool] = times.map(median);
  const versions = (project, names) => names.map((name) => `${name} ${packageOf(project, name).version}`).join(', ');
  const cpus = os.cpus();
  return [
    '| command | median (s) | min (s) | max (s) |',
    '| --- | ---: | ---: | ---: |',
    ...COMMANDS.map(({ label }, index) => `| ${label} | ${cells(times[index])} |`),
    '',
    `Template / ours, medians of \`npm run synth\`: ${decimals(peer / warm)}; ${decimals(peer / cold)} without \`.build\`.`,
    `Both through the cdk8s tool: ${decimals(peer / withTool)}. Both without it: ${decimals(withoutTool / warm)}.`,
    '',
    `- ${RUNS} runs of each after one to warm up, in turn; both wrote the same ${objects} objects (parsed and compared)`,
    `- node ${process.version}, ${cpus.length} x ${cpus[0].model.trim()}`,
    `- ours: ${versions(OURS, ['typescript', 'cdk8s', 'cdk8s-plus-28', 'constructs'])}`,
    `- template: ${versions(TEMPLATE, ['typescript', 'ts-node', 'cdk8s-cli', 'cdk8s', 'cdk8s-plus-28', 'constructs'])}`,
    "- stand-in: the template's `cdk8s import k8s` was left out; its program takes the same classes, compiled, from the",
    '  `k8s` module of cdk8s-plus-28',
    '- in favour of the template: `cdk8s synth` does not look for a newer version, and its imports are compiled beforehand',
    '',
  ].join('\n');
}

function decimals(number) {
  return number.toFixed(2);
}

async function main() {
  await makeOurs();
  await makeTemplate();
  const objects = manifests(OURS);
  assert.ok(objects.length > 0, 'no objects were written');
  assert.deepEqual(manifests(TEMPLATE), objects, 'the two wrote different objects');
  process.stdout.write(report(await measure(), objects.length));
}

process.once('exit', () => {
  try {
    if (child) {
      process.kill(-child.pid, 'SIGKILL');
    }
  } finally {
    if (!KEEP) {
      fs.rmSync(FOLDER, { recursive: true, force: true, maxRetries: 5 });
    }
  }
});
process.once('SIGINT', () => process.exit(1));
process.once('SIGTERM', () => process.exit(1));
main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
