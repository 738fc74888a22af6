import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What servers saw of a command, and how it ended. */
export interface Seen {
  readonly code: number;
  readonly output: string;
  /** Name and type of each DNS query, in order. */
  readonly queries: readonly string[];
  /** Each HTTP request, in order, as it was sent. */
  readonly requests: readonly string[];
  /** The number of connections to the TCP server, and of bytes that it received. */
  readonly connections: number;
  readonly bytes: number;
}

/** Addresses of the names that the DNS server knows. */
export type Zone = Readonly<Record<string, string>>;

/** As Kubernetes writes it for a pod. */
const RESOLV_CONF =
  'nameserver 127.0.0.1\nsearch dev.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n';

/** Servers for DNS, HTTP (port 8080) and TCP (port 9000); a program that runs next to them; and what they saw. */
const SERVERS = `
  const [zoneText, ...command] = process.argv.slice(1);
  const zone = JSON.parse(zoneText);
  const seen = { queries: [], requests: [], connections: 0, bytes: 0 };
  const TYPES = { 1: 'A', 12: 'PTR', 28: 'AAAA' };

  const dns = require('node:dgram').createSocket('udp4');
  dns.on('message', (query, { port, address }) => {
    const labels = [];
    let at = 12;
    for (; query[at] !== 0; at += query[at] + 1) {
      labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    }
    const name = labels.join('.');
    const type = query.readUInt16BE(at + 1);
    seen.queries.push(name + ' ' + (TYPES[type] ?? type));
    const known = zone[name.toLowerCase()];
    const isAnswered = known !== undefined && type === 1;
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(isAnswered ? 1 : 0, 6);
    const question = query.subarray(12, at + 5);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...(known ?? '0.0.0.0').split('.').map(Number)]);
    dns.send(Buffer.concat([header, question, ...(isAnswered ? [answer] : [])]), port, address);
  });

  const net = require('node:net');
  const http = net.createServer((socket) => {
    socket.on('error', () => undefined).on('data', (data) => {
      seen.requests.push(data.toString('latin1'));
      socket.end('HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n');
    });
  });
  const tcp = net.createServer((socket) => {
    seen.connections += 1;
    socket.on('error', () => undefined).on('data', (data) => { seen.bytes += data.length; });
  });

  let waiting = 3;
  const started = () => {
    waiting -= 1;
    if (waiting > 0) return;
    const [program, ...args] = command;
    const child = require('node:child_process').spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/tmp' });
    let output = '';
    child.stdout.on('data', (data) => { output += data; });
    child.stderr.on('data', (data) => { output += data; });
    child.on('error', (error) => { throw error; });
    child.on('close', (code) => setTimeout(() => {
      process.stdout.write(JSON.stringify({ code, output, ...seen }), () => process.exit(0));
    }, 50));
  };
  dns.bind(53, '127.0.0.1', started);
  http.listen(8080, '127.0.0.1', started);
  tcp.listen(9000, '127.0.0.1', started);
`;

/** An unprivileged user, as the pods of a probe have it, whatever the capabilities of programs. */
const AS_USER = [
  'setpriv',
  '--reuid=1000',
  '--regid=1000',
  '--clear-groups',
  '--inh-caps=-all',
  '--ambient-caps=-all',
  '--bounding-set=-all',
  '--no-new-privs',
];

/** Sets what is set of a network namespace before anything runs in it. */
const SET_UP = `
  set -e
  ip link set lo up
  ip address add 10.9.9.9/32 dev lo
  mount --bind "$1" /etc/resolv.conf
  if [ -n "$2" ]; then echo "$2" > /proc/sys/net/ipv4/ping_group_range; fi
  shift 2
  exec "$@"`;

/** Options of a run. */
export interface RealRun {
  readonly zone?: Zone;
  /** The value of the setting \`net.ipv4.ping_group_range\`; default: that of a new network namespace, which allows no group. */
  readonly pingGroups?: string;
}

/** Runs a command as an unprivileged user in a network namespace of its own, next to servers that say what they see. */
export function runForReal(command: readonly string[], { zone = {}, pingGroups = '' }: RealRun = {}): Seen {
  const folder = mkdtempSync(join(tmpdir(), 'probe '));
  try {
    const resolvConf = join(folder, 'resolv.conf');
    writeFileSync(resolvConf, RESOLV_CONF);
    const servers = [process.execPath, '-e', SERVERS, JSON.stringify(zone)];
    const words = ['--net', '--mount', 'sh', '-c', SET_UP, 'sh', resolvConf, pingGroups, ...servers, ...AS_USER];
    const { status, stdout, stderr } = spawnSync('unshare', [...words, ...command], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0) {
      throw new Error(`${status}: ${stderr}${stdout}`);
    }
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether network namespaces can be made, and programs are there. */
export function canRun(...programs: readonly string[]): boolean {
  const has = (program: string) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  return (
    ['unshare', 'setpriv', 'ip', ...programs].every(has) &&
    spawnSync('unshare', ['--net', '--mount', 'true']).status === 0
  );
}
