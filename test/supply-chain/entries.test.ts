import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const root = resolve(__dirname, '..', '..');
const source = join(root, 'src');

/** Modules of Node.js that reach neither the network nor other programs. `node:net` also parses addresses. */
const HARMLESS = ['buffer', 'crypto', 'fs', 'os', 'path', 'stream', 'url', 'util', 'v8', 'zlib'];
const OF_NET = ['BlockList', 'isIP', 'isIPv4', 'isIPv6'];

/** The only rooms with a client: one talks to clusters, the other one to log stores. */
const LIVE = join('verify', 'live') + sep;
const CLIENTS = [LIVE, `log-store${sep}`];
const isClient = (file: string) => CLIENTS.some((room) => file.startsWith(room));
/** Runs the programs that `convert` makes. */
const STARTS_PROGRAMS = join('convert', 'running', 'run-script.ts');

/** The rooms of the commands, of the tests of alerts, and of programs that write manifests. */
const ROOMS_WITH_FILES = [
  'backtest',
  'cli',
  'configuration',
  'convert',
  'output',
  'reading',
  'test-files',
  'testing',
  'upgrade',
  'verify/live',
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?ts$/.test(file));

/** The folder whose threads read files, and their entry: a thread runs the same program, so it cannot reach more than that. */
const THREADS = [join('backtest', 'jobs') + sep, join('cli', 'main.ts')];
const hasThreads = (file: string) => THREADS.some((place) => file.startsWith(place));

/** What a file uses that could reach the network, start a program or load code that is not named. */
function reachesOut(text: string): string[] {
  const modules = [...text.matchAll(/(?:from |import\(|require\()'node:([\w/]+)'/g)].map(([, name]) => name ?? '');
  const fromNet = [...text.matchAll(/import \{([^}]*)\} from 'node:net'/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  );
  return [
    ...modules.filter((name) => ![...HARMLESS, 'net'].includes(name.replace(/\/.*/, ''))),
    ...fromNet.filter((name) => !OF_NET.includes(name)),
    ...(modules.filter((name) => name === 'net').length ===
    [...text.matchAll(/import \{[^}]*\} from 'node:net'/g)].length
      ? []
      : ['net']),
    ...[...text.matchAll(/\b(fetch|WebSocket|EventSource|XMLHttpRequest|eval|Function)\(/g)].map(
      ([, name]) => name ?? '',
    ),
    ...[...text.matchAll(/'(@kubernetes\/client-node)[^']*'/g)].map(([, name]) => name ?? ''),
  ];
}

describe('the entries of the package', () => {
  it.each(files.filter((file) => !isClient(file) && file !== STARTS_PROGRAMS))(
    'reach neither network nor programs: %s',
    (file) => {
      const allowed = hasThreads(file) ? ['worker_threads'] : [];
      const reached = reachesOut(readFileSync(join(source, file), 'utf8'));
      expect(reached.filter((what) => !allowed.includes(what))).toEqual([]);
    },
  );

  it.each([
    ["import { connect } from 'node:net';", 'connect'],
    ["import * as net from 'node:net';", 'net'],
    ["import { request } from 'node:https';", 'https'],
    ["import { lookup } from 'node:dns/promises';", 'dns/promises'],
    ["const { spawn } = require('node:child_process');", 'child_process'],
    ["await import('node:worker_threads');", 'worker_threads'],
    ["await fetch('https://example.com');", 'fetch'],
    ["import { KubeConfig } from '@kubernetes/client-node';", '@kubernetes/client-node'],
  ])('would be found out: %s', (text, what) => {
    expect(reachesOut(text)).toEqual([what]);
  });

  it('have clients in two rooms, which talk to clusters and to log stores, and one file that starts a program', () => {
    const reaching = files.filter((file) => reachesOut(readFileSync(join(source, file), 'utf8')).length > 0);
    expect(reaching.length).toBeGreaterThan(0);
    expect(reaching.filter((file) => !isClient(file) && !hasThreads(file))).toEqual([STARTS_PROGRAMS]);
  });

  it('read and write files outside of the constructs only', () => {
    const rooms = (of: readonly string[]) =>
      [...new Set(of.map((file) => (file.startsWith(LIVE) ? 'verify/live' : (file.split(sep)[0] ?? ''))))].sort();
    const withFiles = files.filter((file) => /'node:fs(?:\/promises)?'/.test(readFileSync(join(source, file), 'utf8')));
    expect(rooms(withFiles)).toEqual(ROOMS_WITH_FILES);
    // A construct is made in these rooms.
    const constructs = files.filter((file) =>
      /^export (?:abstract )?class \w+ extends (?:Construct|Chart)\b/m.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(rooms(constructs).filter((room) => ROOMS_WITH_FILES.includes(room))).toEqual([]);
    expect(constructs.length).toBeGreaterThan(10);
  });
});
