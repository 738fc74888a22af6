/*
 * Loaded into a process before its program (`node --require`), and into its threads and the programs of Node.js that it
 * starts: writes down which files they read and write, which connections they open, and which programs they start.
 */
const fs = require('node:fs');
const dns = require('node:dns');
const dgram = require('node:dgram');
const net = require('node:net');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const programs = require('node:child_process');
const threads = require('node:worker_threads');

const log = fs.openSync(process.env.ACCESS_LOG, 'a');
const write = fs.writeSync.bind(fs, log);
const record = (what, detail = '') => write(`${JSON.stringify([what, String(detail)])}\n`);

/** Calls `note` with the arguments of a function before each call of it. */
function watch(api, name, note) {
  const original = api[name];
  if (typeof original === 'function') {
    api[name] = function (...args) {
      note(...args);
      return Reflect.apply(original, this, args);
    };
    Object.assign(api[name], original);
  }
}

const pathOf = (path) =>
  typeof path === 'number' || (typeof path === 'object' && path !== null && 'fd' in path)
    ? undefined
    : resolve(path instanceof URL ? fileURLToPath(path) : String(path));
const touch = (what, path) => {
  const named = pathOf(path);
  if (named !== undefined) {
    record(what, named);
  }
};

const READS = ['readFile', 'readdir', 'opendir', 'readlink', 'createReadStream', 'cp', 'copyFile'];
const WRITES = [
  'writeFile',
  'appendFile',
  'createWriteStream',
  'mkdir',
  'mkdtemp',
  'rm',
  'rmdir',
  'unlink',
  'truncate',
];
const CHANGES = ['chmod', 'chown', 'lchown', 'utimes', 'lutimes'];
/** Functions whose second path is written. */
const TO_SECOND = ['rename', 'symlink', 'link', 'cp', 'copyFile'];
const isReading = (flags) => [undefined, 'r', 'rs'].includes(flags) || (typeof flags === 'number' && (flags & 3) === 0);

function watchFiles(api, suffix) {
  for (const name of READS) {
    watch(api, `${name}${suffix}`, (path) => touch('read', path));
  }
  for (const name of [...WRITES, ...CHANGES]) {
    watch(api, `${name}${suffix}`, (path) => touch('write', path));
  }
  for (const name of TO_SECOND) {
    watch(api, `${name}${suffix}`, (_, path) => touch('write', path));
  }
  watch(api, `open${suffix}`, (path, flags) =>
    touch(typeof flags === 'function' || isReading(flags) ? 'read' : 'write', path),
  );
}
watchFiles(fs, '');
watchFiles(fs, 'Sync');
watchFiles(fs.promises, '');

watch(net.Socket.prototype, 'connect', (...args) => {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  record('connect', typeof options === 'object' ? (options.path ?? `${options.host ?? ''}:${options.port}`) : args[0]);
});
watch(net.Server.prototype, 'listen', () => record('listen'));
watch(dgram, 'createSocket', () => record('datagrams'));
for (const api of [dns, dns.promises]) {
  for (const name of Object.keys(api).filter((each) => /^(lookup|resolve|reverse)/.test(each))) {
    watch(api, name, (host) => record('look up', host));
  }
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  watch(programs, name, (file, ...rest) => {
    record('program', file);
    const options = rest.find((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
    if (options?.env !== undefined) {
      const { NODE_OPTIONS, ACCESS_LOG } = process.env;
      options.env = { ...options.env, NODE_OPTIONS, ACCESS_LOG };
    }
  });
}
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(...args) {
    record('thread');
    super(...args);
  }
};
