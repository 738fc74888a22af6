/*
 * Builds the npm tarball twice, in two clones of the project that differ in all that should not matter: path, time zone,
 * language, permissions and modification times. Fails if the tarballs differ, and names the files that do.
 *
 *   node tools/check-reproducible.mjs
 *
 * The clones contain the files of the working tree that git knows or would add.
 */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packedByNpm } from './bundled-packages.mjs';
import { must, run, scratchFolder } from './processes.mjs';

const root = resolve(import.meta.dirname, '..');

const CLONES = [
  { path: 'a', umask: '022', env: { TZ: 'UTC', LC_ALL: 'C' }, modified: '2001-01-01' },
  {
    path: join('another path', 'b'),
    umask: '077',
    env: { TZ: 'Asia/Kolkata', LC_ALL: 'tr_TR.UTF-8' },
    modified: '2020-02-02',
  },
];

/** Packs in a clone, and returns its tarball. */
async function packIn(scratch, files, { path, umask, env, modified }) {
  const clone = join(scratch, path);
  const out = join(scratch, 'out', path);
  mkdirSync(out, { recursive: true });
  await must('sh', ['-c', `umask ${umask} && mkdir -p "$1"`, 'sh', clone]);
  for (const file of files) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
    chmodSync(join(clone, file), umask === '077' ? 0o600 : 0o644);
  }
  await installIn(clone, umask);
  await must('find', [
    clone,
    '-path',
    '*/node_modules',
    '-prune',
    '-o',
    '-type',
    'f',
    '-exec',
    'touch',
    '-d',
    modified,
    '{}',
    '+',
  ]);
  const pack = `umask ${umask} && exec npm pack --pack-destination "$1"`;
  await must('sh', ['-c', pack, 'sh', out], { cwd: clone, env });
  return join(out, readdirSync(out)[0]);
}

/** Installs what is installed here: hard links where possible, and copies of what is packed. */
async function installIn(clone, umask) {
  const modules = join(root, 'node_modules');
  const linked = await run('cp', ['-al', modules, clone]);
  if (linked.status !== 0) {
    await must('cp', ['-a', '--remove-destination', modules, clone]);
  }
  for (const folder of packedByNpm(root)) {
    rmSync(join(clone, folder), { recursive: true });
    await must('sh', ['-c', `umask ${umask} && cp -r "$1" "$2"`, 'sh', join(root, folder), join(clone, folder)]);
  }
}

/** The files in a tarball, each with its hash and its mode. */
async function contentsOf(tarball, scratch, name) {
  const folder = join(scratch, 'unpacked', name);
  mkdirSync(folder, { recursive: true });
  await must('tar', ['-xzpf', tarball, '-C', folder]);
  const { stdout } = await must('tar', ['-tvzf', tarball, '--full-time', '--utc']);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = entries.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return `${createHash('sha256').update(readFileSync(file)).digest('hex')} ${file.slice(folder.length)}`;
  });
  return [...stdout.trimEnd().split('\n'), ...hashes.sort()];
}

const scratch = scratchFolder('reproducible');
const { stdout } = await must(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  { cwd: root },
);
const files = stdout.split('\0').filter((file) => file !== '');
const tarballs = [];
for (const clone of CLONES) {
  tarballs.push(await packIn(scratch, files, clone));
}
const [first, second] = tarballs.map((file) => readFileSync(file));
if (first.equals(second)) {
  process.stdout.write(`sha256 ${createHash('sha256').update(first).digest('hex')}, twice\n`);
} else {
  const [left, right] = await Promise.all(tarballs.map((file, index) => contentsOf(file, scratch, `${index}`)));
  const differences = [
    ...left.filter((line) => !right.includes(line)),
    ...right.filter((line) => !left.includes(line)),
  ];
  process.stderr.write(
    `The tarballs differ:\n${(differences.length > 0 ? differences : ['only in how they were compressed']).join('\n')}\n`,
  );
  process.exitCode = 1;
}
