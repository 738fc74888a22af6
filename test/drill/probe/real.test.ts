import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { Probe, ProbeAction, ProbeRun, ProbeTarget } from '../../../src';
import { canRun, runForReal } from './real-network';

/** The Job of a probe, as it is read from the synthesized YAML. */
function podOf(action: ProbeAction, times: number) {
  const chart = new Chart(new App(), 'test');
  new Probe(chart, 'probe', { namespace: 'dev', action, times, run: ProbeRun.once() });
  return parse(Yaml.stringify(Testing.synth(chart)[0])).spec.template.spec;
}

/** The command of a Job. */
function jobCommand(action: ProbeAction, times = 1): string[] {
  const { command, args } = podOf(action, times).containers[0];
  return [...command, ...args];
}

/** The words of `kubectl exec`, as a shell splits them. */
function execCommand(action: ProbeAction, times = 1): string[] {
  const { probeCommand = '' } = new Probe(new Chart(new App(), 'test'), 'probe', { namespace: 'dev', action, times });
  const script = `${probeCommand.replace(/^kubectl /, "printf '%s\\0' ")}`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  return stdout.split('\0').slice(5, -1);
}

const COMMANDS = [
  ['a Job', jobCommand],
  ['kubectl exec', execCommand],
] as const;

const describeWith = (...programs: string[]) => (canRun(...programs) ? describe : describe.skip);

const service = (port: number) => ProbeTarget.service({ namespace: 'shop', name: 'web', port });
const zone = { 'web.shop.svc.cluster.local': '127.0.0.1', 'www.example.com': '10.9.9.9' };
/** The resolver of the C library tries the search domains, and asks for both kinds of addresses. */
const SEARCHED = ['dev.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];

describeWith('dig')('a lookup, as the probe makes it (skipped without dig or network namespaces)', () => {
  it.each(COMMANDS)('asks for the name once, and for no other: %s', (_, commandOf) => {
    const { code, queries, output } = runForReal(commandOf(ProbeAction.lookup('www.example.com')), { zone });
    expect([code, queries]).toEqual([0, ['www.example.com A']]);
    expect(output).toContain('10.9.9.9');
  });

  it('counts a name that does not exist, and one without a dot, as answered', () => {
    const { code, queries } = runForReal(jobCommand(ProbeAction.lookup('no-such-name')));
    expect([code, queries]).toEqual([0, ['no-such-name A']]);
  });

  it.each(COMMANDS)('asks several times: %s', (_, commandOf) => {
    const { code, queries } = runForReal(commandOf(ProbeAction.lookup('www.example.com'), 3), { zone });
    expect([code, queries]).toEqual([0, ['www.example.com A', 'www.example.com A', 'www.example.com A']]);
  });
});

describeWith('curl')('a request, as the probe makes it (skipped without curl or network namespaces)', () => {
  it.each(COMMANDS)('is what was asked for, byte by byte: %s', (_, commandOf) => {
    const action = ProbeAction.request({
      target: service(8080),
      method: 'POST',
      path: "/a/../cmd.exe?q=[1-3]{a,b}&$(id)=it's",
      headers: { Cmd: 'id; echo "$HOME" `x`', 'User-Agent': 'drill' },
    });
    const { code, requests, queries, output } = runForReal(commandOf(action), { zone });
    expect([code, output]).toEqual([0, '404\n']);
    const lines = (requests[0] ?? '').split('\r\n');
    expect(requests).toHaveLength(1);
    expect(lines[0]).toBe("POST /a/../cmd.exe?q=[1-3]{a,b}&$(id)=it's HTTP/1.1");
    expect(lines.slice(1).sort()).toEqual(
      [
        '',
        '',
        'Accept: */*',
        'Cmd: id; echo "$HOME" `x`',
        'Content-Length: 0',
        'Content-Type: application/x-www-form-urlencoded',
        'Host: web.shop.svc:8080',
        'User-Agent: drill',
      ].sort(),
    );
    expect([...new Set(queries)].sort()).toEqual(
      [
        ...SEARCHED.slice(0, 2).flatMap((domain) => ['A', 'AAAA'].map((type) => `web.shop.svc.${domain} ${type}`)),
        ...['A', 'AAAA'].map((type) => `web.shop.svc.cluster.local ${type}`),
      ].sort(),
    );
  });

  it('of headers ends with them', () => {
    const action = ProbeAction.request({ target: service(8080), method: 'HEAD' });
    const { code, requests } = runForReal(jobCommand(action), { zone });
    expect([code, requests.map((request) => request.split('\r\n')[0])]).toEqual([0, ['HEAD / HTTP/1.1']]);
  });

  it('to a host ends with a lookup of exactly its name, which is what its alert is compared with', () => {
    const action = ProbeAction.request({ target: ProbeTarget.host({ name: 'www.example.com', port: 8081 }) });
    const { code, queries } = runForReal(jobCommand(action), { zone });
    // Nothing listens there.
    expect(code).not.toBe(0);
    expect(queries).toContain('www.example.com A');
  });

  it('opens a connection each time', () => {
    const { code, requests } = runForReal(jobCommand(ProbeAction.request({ target: service(8080) }), 3), { zone });
    expect([code, requests.length]).toEqual([0, 3]);
  });
});

describeWith('nc')('a connection, as the probe makes it (skipped without nc or network namespaces)', () => {
  it.each(COMMANDS)('is opened once, and nothing is sent: %s', (_, commandOf) => {
    const { code, connections, bytes, output } = runForReal(commandOf(ProbeAction.connect(service(9000))), { zone });
    expect([code, connections, bytes]).toEqual([0, 1, 0]);
    expect(output).toContain('succeeded');
  });

  it('is opened several times, and fails if it is refused once', () => {
    const connect = (port: number) => runForReal(jobCommand(ProbeAction.connect(service(port)), 4), { zone });
    expect([connect(9000).code, connect(9000).connections]).toEqual([0, 4]);
    const refused = connect(9001);
    expect(refused.code).toBe(1);
    expect(refused.output.match(/refused/g)).toHaveLength(4);
  });
});

describeWith('ping')('a ping, as the probe makes it (skipped without ping or network namespaces)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ping-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The program without the capabilities of its file, with which a pod without capabilities could not even start it. */
  function command(target: ProbeTarget): string[] {
    const copy = join(folder, 'ping');
    const { stdout } = spawnSync('sh', ['-c', 'command -v ping'], { encoding: 'utf8' });
    copyFileSync(stdout.trim(), copy);
    spawnSync('chmod', ['-R', 'a+rX', folder]);
    const [, ...args] = jobCommand(ProbeAction.ping(target));
    return [copy, ...args];
  }

  const target = ProbeTarget.address({ address: '10.9.9.9' });
  const [{ value: pingGroups }] = podOf(ProbeAction.ping(target), 1).securityContext.sysctls;

  it('needs neither root nor capabilities, but the setting of the pod', () => {
    const allowed = runForReal(command(target), { pingGroups });
    expect([allowed.code, allowed.queries]).toEqual([0, []]);
    expect(allowed.output).toContain('1 packets transmitted, 1 received');
    expect(runForReal(command(target)).code).not.toBe(0);
  });

  it('looks no address up', () => {
    const { code, queries } = runForReal(command(ProbeTarget.host({ name: 'www.example.com' })), { zone, pingGroups });
    expect(code).toBe(0);
    expect(queries.filter((query) => query.endsWith('PTR'))).toEqual([]);
  });
});

describeWith('grep')('the user of a real run (skipped without network namespaces)', () => {
  it('has no capabilities, and can get none', () => {
    const { output } = runForReal(['grep', '-E', '^(Uid|Gid|Cap|NoNewPrivs)', '/proc/self/status']);
    const fields = Object.fromEntries(output.split('\n').map((line) => line.split(/:\s+/)));
    expect([fields.Uid, fields.Gid, fields.NoNewPrivs].map((value) => value.split('\t')[0])).toEqual([
      '1000',
      '1000',
      '1',
    ]);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect([set, fields[set]]).toEqual([set, '0000000000000000']);
    }
  });
});
