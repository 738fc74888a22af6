/*
 * Packs the library, runs the example of each language with what was packed, and compares what they write byte by byte:
 * with TypeScript's, and module 7 with what `npm run synth` makes. An error has to arrive with its text, too.
 *
 *   node tools/test-languages.mjs [LANGUAGE...]        js, python, java, go; all of them unless some are named
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './example-projects.mjs';
import { NPM } from './npm.mjs';
import { forgetOurs, packageFor, packages, root } from './package.mjs';
import { must, run, scratchFolder } from './processes.mjs';
import { chosenLanguages, toolChain } from './tool-chains.mjs';

const MODULE = 'anomaly-detection.k8s.yaml';

/** On this release the examples ask for what it does not have any more. */
const REMOVED = { CALICO_RELEASE: '3.22' };

/** Packs, makes the manifests here, and tries the examples one after the other, TypeScript's first. */
async function testLanguages(languages, scratch) {
  const tmp = join(scratch, 'tmp');
  // Java has a setting of its own for temporary files.
  const MAVEN_OPTS = `${process.env.MAVEN_OPTS ?? ''} -Djava.io.tmpdir=${tmp}`;
  const env = { TMPDIR: tmp, MAVEN_OPTS, CALICO_RELEASE: '3.14' };
  const packed = await packageFor(languages, scratch);
  const room = join(scratch, 'clean room');
  mkdirSync(room);
  cpSync(packages, join(room, 'packages'), { recursive: true });
  forgetOurs();
  // TypeScript's own run adds the rest: its second chart, and the error.
  let model = { files: { [MODULE]: await synthesized(join(scratch, 'synth'), env) }, message: [] };
  const rows = [];
  process.stdout.write('\n');
  for (const [language, example] of Object.entries(EXAMPLES)) {
    if (language !== 'typescript' && !languages.includes(example.toolChain)) {
      continue;
    }
    const row = await tryExample(language, { room, env, model });
    rows.push(row);
    process.stdout.write(`${language.padEnd(12)}${row.result}\n`);
    if (language === 'typescript') {
      if (row.failed) {
        break;
      }
      model = { files: { ...row.made.files, ...model.files }, message: row.made.message, whole: true };
    }
  }
  const failed = [...packed, ...rows].filter((outcome) => outcome.failed).length;
  process.stdout.write(`\n${rows.filter(({ made }) => made !== undefined).length} ok, ${failed} failed\n`);
  return failed === 0;
}

/** Module 7 as `npm run synth` makes it. */
async function synthesized(outdir, env) {
  await must(NPM.command, [...NPM.args, 'run', 'synth'], {
    cwd: root,
    env: { ...env, CLUSTERNAME: 'acme.aks-prod', CALICO_TOPOLOGY: 'managed', CDK8S_OUTDIR: outdir },
  });
  return readFileSync(join(outdir, MODULE), 'utf8');
}

/** Runs an example, and compares what it makes with the model. */
async function tryExample(language, { room, env, model }) {
  const { version, missing, failed } = await toolChain(EXAMPLES[language].toolChain);
  if (missing !== undefined) {
    return { failed, result: `${failed ? 'FAILED' : 'skipped'}: ${missing}` };
  }
  try {
    const made = await runExample(language, room, env);
    const problems = differences(made, model);
    return problems.length > 0
      ? { failed: true, result: `FAILED: ${problems.join('; ')}` }
      : { failed: false, result: `ok (${version})`, made };
  } catch (error) {
    return { failed: true, result: `FAILED: ${error.message}` };
  }
}

/** What an example writes, and what it says where a construct refuses to be made. */
async function runExample(language, room, env) {
  const { setUp, program, others } = EXAMPLES[language];
  const cwd = join(room, 'examples', language);
  cpSync(join(root, 'examples', language), cwd, { recursive: true, filter: isSource });
  for (const [command, ...args] of [...setUp, program, ...others]) {
    await must(command, args, { cwd, env });
  }
  const [command, ...args] = program;
  const dist = join(cwd, 'dist');
  const files = Object.fromEntries(readdirSync(dist).map((file) => [file, readFileSync(join(dist, file), 'utf8')]));
  const refused = await run(command, args, { cwd, env: { ...env, ...REMOVED } });
  if (refused.status === 0 || refused.status === null) {
    throw new Error(`exit code ${refused.status} on a release without anomaly detection`);
  }
  const message = language === 'typescript' ? messageOf(refused.output) : [];
  return { files, output: refused.output, message };
}

/** Somebody may have run the example where it is. */
function isSource(path) {
  return !/[/\\](\.venv|\.build|node_modules|package-lock\.json|dist|target|__pycache__)$/.test(path);
}

/** The lines of a FindingsError, as Node.js prints it. */
function messageOf(output) {
  const text = /^FindingsError: (.*?)\n {4}at /ms.exec(output)?.[1];
  if (text === undefined) {
    throw new Error(`no FindingsError on a release without anomaly detection, but\n${output}`);
  }
  return text.split('\n').map((line) => line.trim());
}

/** Until TypeScript has run, the model holds module 7 only. */
function differences(made, model) {
  const names = model.whole ? [...new Set([...Object.keys(model.files), ...Object.keys(made.files)])] : [MODULE];
  const files = names.filter((name) => made.files[name] !== model.files[name]).map((name) => `${name} differs`);
  const lost = model.message.filter((line) => !made.output.includes(line));
  return [...files, ...lost.map((line) => `the error does not say '${line}'`)];
}

const languages = chosenLanguages(process.argv.slice(2));
const scratch = scratchFolder('calico-threat-defense');
try {
  process.stdout.write('packed for\n');
  process.exitCode = (await testLanguages(languages, scratch)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
