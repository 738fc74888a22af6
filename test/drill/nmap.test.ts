import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { NetshootScanner, PortRange, ScanRun, ScanTarget } from '../../src';

const hasNmap = spawnSync('nmap', ['--version']).status === 0;
const hasNamespaces = spawnSync('unshare', ['--net', '--mount', 'true']).status === 0;

/** Command and arguments as they stand in the synthesized YAML. */
function commandOf(target: ScanTarget, ports: PortRange): string[] {
  const chart = new Chart(new App(), 'test');
  new NetshootScanner(chart, 'scanner', { target, ports, run: ScanRun.once() });
  const job = Testing.synth(chart).find(({ kind }) => kind === 'Job');
  const { command, args } = parse(Yaml.stringify(job)).spec.template.spec.containers[0];
  return [...command, ...args];
}

const ports = PortRange.list([20_001, 20_002, 20_003, 20_005, 20_010, 20_011]);
const listed = [20_001, 20_002, 20_003, 20_005, 20_010, 20_011];
const service = ScanTarget.service({ namespace: 'dev', name: 'nginx-svc' });

function run(command: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${code}: ${output}`))));
  });
}

const describeWithNmap = hasNmap ? describe : describe.skip;

describeWithNmap('nmap, as the scanner starts it (skipped where nmap is not installed)', () => {
  const servers: Server[] = [];
  const touched = new Set<number>();
  beforeAll(async () => {
    // One more on each side of what may be touched.
    for (const port of [20_000, 20_002, 20_004, 20_005, 20_009, 20_011, 20_012]) {
      const server = createServer((socket) => {
        touched.add(port);
        socket.on('error', () => undefined).destroy();
      });
      await new Promise<void>((resolve) => {
        server.listen(port, '127.0.0.1', resolve);
      });
      servers.push(server);
    }
  });
  afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

  it('tries exactly the stated ports, in order, and reports the open ones', async () => {
    const [program = '', ...args] = commandOf(service, ports);
    const output = await run([program, '--packet-trace', ...args.slice(0, -2), '127.0.0.1']);
    const tried = [...output.matchAll(/^CONN .* > 127\.0\.0\.1:(\d+) =>/gm)].map(([, port]) => Number(port));
    const first = tried.filter((port, index) => tried.indexOf(port) === index);
    expect(first).toEqual(listed);
    expect([...output.matchAll(/^(\d+)\/tcp +open/gm)].map(([, port]) => Number(port))).toEqual([
      20_002, 20_005, 20_011,
    ]);
    expect([...touched].sort()).toEqual([20_002, 20_005, 20_011]);
  });

  (hasNamespaces ? it : it.skip)('tries every address of a name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hosts '));
    const hosts = join(folder, 'hosts');
    writeFileSync(hosts, '127.0.0.2 nginx-svc.dev.svc\n127.0.0.3 nginx-svc.dev.svc\n');
    const listener = `
      for (const [host, port] of [['127.0.0.2', 20002], ['127.0.0.3', 20010]]) {
        require('node:net').createServer((socket) => socket.on('error', () => {}).destroy()).listen(port, host).unref();
      }
      const { spawn } = require('node:child_process');
      setTimeout(() => {
        const [program, ...args] = process.argv.slice(1);
        spawn(program, args, { stdio: 'inherit' }).on('close', (code) => process.exit(code));
      }, 100);`;
    const script = 'ip link set lo up && mount --bind "$1" /etc/hosts && shift && exec "$@"';
    try {
      const command = commandOf(service, ports);
      const output = await run([
        'unshare',
        '--net',
        '--mount',
        'sh',
        '-c',
        script,
        'sh',
        hosts,
        process.execPath,
        '-e',
        listener,
        ...command,
      ]);
      const reports = output.split('Nmap scan report for ').slice(1);
      const open = reports.map((report) => [
        /127\.0\.0\.\d/.exec(report)?.[0],
        [...report.matchAll(/^(\d+)\/tcp +open/gm)].map(([, port]) => Number(port)),
      ]);
      expect(open.sort()).toEqual([
        ['127.0.0.2', [20_002]],
        ['127.0.0.3', [20_010]],
      ]);
      expect(output).toContain('2 IP addresses (2 hosts up) scanned');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
