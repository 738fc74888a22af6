import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundled } from '../cli/command';

const root = resolve(__dirname, '..', '..');
const source = join(root, 'src');

/** Modules of Node.js that reach neither the network nor other programs. `node:net` also parses addresses. */
const HARMLESS = ['buffer', 'crypto', 'fs', 'os', 'path', 'stream', 'url', 'util', 'zlib'];
const OF_NET = ['BlockList', 'isIP', 'isIPv4', 'isIPv6'];

/** The only rooms with a client: one talks to clusters, the other one to log stores. */
const CLIENTS = [join('verify', 'live') + sep, `log-store${sep}`];
const isClient = (file: string) => CLIENTS.some((room) => file.startsWith(room));
/** Runs the programs that `convert` makes. */
const STARTS_PROGRAMS = join('convert', 'running', 'run-script.ts');

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?ts$/.test(file));

/** The folder whose threads read files: a thread runs the same program, so it cannot reach more than that. */
const THREADS = join('backtest', 'jobs') + sep;

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

/** Makes every way to the network, and every start of a program, an error that the process prints. */
const GUARD = `
const refuse = (what) => () => {
  process.stderr.write('REACHED OUT: ' + what + '\\n');
  process.exit(99);
};
const net = require('node:net');
const dns = require('node:dns');
net.Socket.prototype.connect = refuse('connect');
require('node:dgram').createSocket = refuse('dgram');
for (const api of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    api[name] = refuse('dns');
  }
}
const programs = require('node:child_process');
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  programs[name] = refuse(name);
}
globalThis.fetch = refuse('fetch');
`;

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: c
clusters: [{ name: c, cluster: { server: "https://127.0.0.1:9", insecure-skip-tls-verify: true } }]
users: [{ name: u, user: {} }]
contexts: [{ name: c, context: { cluster: c, user: u } }]
`;

const ALERT = `
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: { name: network.ssh }
spec: { description: d, severity: 100, dataSet: flows, query: dest_port = 22 }
`;

describe('the entries of the package', () => {
  it.each(files.filter((file) => !isClient(file) && file !== STARTS_PROGRAMS))(
    'reach neither network nor programs: %s',
    (file) => {
      const allowed = file.startsWith(THREADS) ? ['worker_threads'] : [];
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
    expect(reaching.filter((file) => !isClient(file) && !file.startsWith(THREADS))).toEqual([STARTS_PROGRAMS]);
  });

  describe('when they run', () => {
    const folder = bundled();
    const run = (...args: string[]) => {
      writeFileSync(join(folder(), 'guard.js'), GUARD);
      writeFileSync(join(folder(), 'alert.yaml'), ALERT);
      writeFileSync(join(folder(), 'config'), KUBECONFIG);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--require', './guard.js', join('bin', 'calico-threat-defense.js'), ...args],
        { cwd: folder(), env: { PATH: process.env['PATH'] }, timeout: 60_000, encoding: 'utf8' },
      );
      return { status, output: `${stdout}${stderr}` };
    };

    it.each(['text', 'json', 'sarif', 'github'])('lint reaches nothing, with the format %s', (format) => {
      const { status, output } = run('lint', 'alert.yaml', '--calico-release', '3.14', '--format', format);
      expect(output).not.toContain('REACHED OUT');
      expect(status).toBe(0);
    });

    it('backtest reaches nothing, with compressed logs too', () => {
      const row = {
        start_time: 1,
        end_time: 300,
        dest_port: 22,
        source_name_aggr: 'a',
        dest_name_aggr: 'b',
        reporter: 'src',
      };
      writeFileSync(join(folder(), 'logs.gz'), gzipSync(`${JSON.stringify(row)}\n`));
      const { status, output } = run('backtest', 'alert.yaml', '--logs', 'logs.gz', '--calico-release', '3.22');
      expect(output).not.toContain('REACHED OUT');
      expect([status, output]).toEqual([0, expect.stringContaining('Read 1 row in 1 file')]);
    });

    it('detect reaches the cluster, which shows that the guard works', () => {
      const { status, output } = run('detect', '--kubeconfig', 'config');
      expect([status, output]).toEqual([99, expect.stringContaining('REACHED OUT')]);
    });
  });
});
