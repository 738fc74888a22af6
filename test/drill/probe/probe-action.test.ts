import { ProbeAction, ProbeActionKind, ProbeTarget, ProbeTargetKind } from '../../../src';
import { probeCommand } from '../../../src/drill/probe/probe-command';
import { messageOf } from '../../support';

const web = ProbeTarget.service({ namespace: 'shop', name: 'web' });
const host = ProbeTarget.host({ name: 'www.example.com', port: 443 });
const v6 = ProbeTarget.address({ address: 'fd00::7' });

describe('ProbeAction', () => {
  it.each<[string, ProbeAction, string, string[]]>([
    [
      'a lookup',
      ProbeAction.lookup('_sip._tcp.Example.com'),
      'looks up _sip._tcp.Example.com',
      ['dig', '-r', '+tries=1', '+time=10', '+nosearch', '-t', 'A', '-q', '_sip._tcp.Example.com'],
    ],
    [
      'a connection',
      ProbeAction.connect(web),
      'connects to web.shop.svc:80',
      ['nc', '-z', '-v', '-w', '10', 'web.shop.svc', '80'],
    ],
    [
      'a connection to an address',
      ProbeAction.connect(v6),
      'connects to [fd00::7]:80',
      ['nc', '-z', '-v', '-w', '10', 'fd00::7', '80'],
    ],
    ['a ping', ProbeAction.ping(v6), 'pings fd00::7', ['ping', '-n', '-c', '1', '-W', '10', 'fd00::7']],
  ])('is %s', (_, action, words, command) => {
    expect(action.description).toBe(words);
    expect(probeCommand(action, 1)).toEqual(command);
  });

  const CURL =
    'curl --disable --silent --show-error --globoff --path-as-is --noproxy * --max-time 10 --output /dev/null --write-out %{http_code}\\n';
  it.each<[string, ProbeAction, string, string]>([
    ['a request', ProbeAction.request({ target: web }), 'GET http://web.shop.svc:80/', '--request GET'],
    [
      'a request over TLS',
      ProbeAction.request({ target: host, tls: true, path: '/a?b=[1]' }),
      'GET https://www.example.com:443/a?b=[1]',
      '--request GET',
    ],
    ['a request to an address', ProbeAction.request({ target: v6 }), 'GET http://[fd00::7]:80/', '--request GET'],
    [
      'a request for headers',
      ProbeAction.request({ target: web, method: 'HEAD' }),
      'HEAD http://web.shop.svc:80/',
      '--head',
    ],
    [
      'a request with an empty body',
      ProbeAction.request({ target: web, method: 'POST', headers: { Cmd: 'id', 'X-Drill': 'a b' } }),
      'POST http://web.shop.svc:80/',
      '--request POST --data  --header Cmd: id --header X-Drill: a b',
    ],
  ])('is %s', (_, action, words, options) => {
    expect(action.description).toBe(`sends ${words}`);
    expect(probeCommand(action, 1).join(' ')).toBe(`${CURL} ${options} ${action.url}`);
  });

  it('keeps its primitives readable, and as they were checked', () => {
    const headers: Record<string, string> = { Cmd: 'id' };
    const action = ProbeAction.request({ target: host, headers, path: '/x', method: 'PUT', tls: true });
    headers['Cmd'] = 'a\nb';
    expect([action.kind, action.target, action.path, action.method, action.tls, action.headers]).toEqual([
      ProbeActionKind.REQUEST,
      host,
      '/x',
      'PUT',
      true,
      { Cmd: 'id' },
    ]);
    expect([action.domain, ProbeAction.lookup('a.b').domain, ProbeAction.lookup('a.b').url]).toEqual([
      undefined,
      'a.b',
      undefined,
    ]);
    expect(() => Object.assign(action, { path: '; id' })).toThrow(TypeError);
    expect(() => Object.assign(action.headers ?? {}, { X: '\n' })).toThrow(TypeError);
    expect(() => Object.assign(host, { host: '-h' })).toThrow(TypeError);
  });

  const NAME =
    "must be a domain name of at most 253 characters, such as www.example.com: labels of 1 to 63 letters, digits, '-' and '_', separated by dots";
  const PATH = "must begin with '/', and consist of printable ASCII characters without spaces and '#'";
  it.each<[string, () => unknown, string]>([
    ['a URL as a name', () => ProbeAction.lookup('https://a.b/'), `name = "https://a.b/": ${NAME} [probe/lookup-name]`],
    ['an option as a name', () => ProbeAction.lookup('-h'), `name = "-h": ${NAME} [probe/lookup-name]`],
    ['a server as a name', () => ProbeAction.lookup('@10.0.0.7'), `name = "@10.0.0.7": ${NAME} [probe/lookup-name]`],
    ['an empty name', () => ProbeAction.lookup(''), `name = "": ${NAME} [probe/lookup-name]`],
    [
      'a long label',
      () => ProbeAction.lookup('a'.repeat(64)),
      `name = "${'a'.repeat(64)}": ${NAME} [probe/lookup-name]`,
    ],
    [
      'a path without a slash',
      () => ProbeAction.request({ target: web, path: 'x' }),
      `path = "x": ${PATH} [probe/request-path]`,
    ],
    [
      'a path with a space',
      () => ProbeAction.request({ target: web, path: '/a b' }),
      `path = "/a b": ${PATH} [probe/request-path]`,
    ],
    [
      'a fragment',
      () => ProbeAction.request({ target: web, path: '/#a' }),
      `path = "/#a": ${PATH} [probe/request-path]`,
    ],
    [
      'a method that no server knows',
      () => ProbeAction.request({ target: web, method: 'get' }),
      'method = "get": must consist of 1 to 20 upper-case letters [probe/request-method]',
    ],
    [
      'a header that no request can have',
      () => ProbeAction.request({ target: web, headers: { '@file': 'x' } }),
      'headers.@file = "x": has a name that is not valid: use letters, digits and \'-\' [probe/request-header]',
    ],
    [
      'a header with a line break',
      () => ProbeAction.request({ target: web, headers: { A: 'b\r\nC: d' } }),
      'headers.A = "b\\r\\nC: d": must be a value of printable ASCII characters that is not empty [probe/request-header]',
    ],
    [
      'a header without a value, which curl would remove',
      () => ProbeAction.request({ target: web, headers: { Host: ' ' } }),
      'headers.Host = " ": must be a value of printable ASCII characters that is not empty [probe/request-header]',
    ],
    [
      'a ping of a cluster IP',
      () => ProbeAction.ping(web),
      'target = "web.shop.svc": is a Service with a cluster IP, which does not answer pings; use a headless Service, with headless: true [probe/ping-service]',
    ],
  ])('is not made with %s', (_, make, line) => {
    expect(messageOf(make)).toBe(`ProbeAction: 1 problem\n  ${line}`);
  });
});

describe('ProbeTarget', () => {
  it('keeps its primitives readable', () => {
    const podLabels = { app: 'web' };
    const podNamePrefix = 'web-v2';
    const service = ProbeTarget.service({
      podNamePrefix,
      namespace: 'shop',
      name: 'web',
      port: 81,
      podPort: 82,
      podLabels,
      headless: true,
    });
    expect({ ...service }).toEqual({
      kind: ProbeTargetKind.SERVICE,
      hostName: 'web.shop.svc',
      port: 81,
      podPort: 82,
      namespace: 'shop',
      podLabels,
      podNamePrefix,
      headless: true,
      publicAddressReason: undefined,
    });
    expect([web.port, web.podPort, web.headless, web.podLabels]).toEqual([80, 80, false, undefined]);
    expect(ProbeTarget.service({ namespace: 'shop', name: 'web', port: 1, podPort: 65_535 }).podPort).toBe(65_535);
    expect([host.kind, host.hostName, host.port, host.podPort]).toEqual(['host', 'www.example.com', 443, 443]);
    const publicAddressReason = 'our own server';
    const address = ProbeTarget.address({ address: '8.8.8.8', publicAddressReason });
    expect([address.kind, address.hostName, address.port, address.publicAddressReason]).toEqual([
      'address',
      '8.8.8.8',
      80,
      publicAddressReason,
    ]);
  });

  const LABEL =
    "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
  it.each<[string, () => unknown, string[]]>([
    [
      'a Service with another name',
      () => ProbeTarget.service({ namespace: 'My Shop', name: '-web', podNamePrefix: 'web-*' }),
      [
        `namespace = "My Shop": ${LABEL} [probe/target-service]`,
        `name = "-web": ${LABEL} [probe/target-service]`,
        `podNamePrefix = "web-*": ${LABEL} [probe/target-service]`,
      ],
    ],
    [
      'labels that no pod has',
      () => ProbeTarget.service({ namespace: 'shop', name: 'web', podLabels: { app: 'a b' } }),
      [
        "podLabels.app = \"a b\": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [probe/target-service]",
      ],
    ],
    [
      'ports that are none',
      () => ProbeTarget.service({ namespace: 'shop', name: 'web', port: 0, podPort: 65_536 }),
      [
        'port = 0: must be a whole number from 1 to 65535 [probe/target-port]',
        'podPort = 65536: must be a whole number from 1 to 65535 [probe/target-port]',
      ],
    ],
    ...['8.8.8.8', '169.254.169.254', '127.1', '0x7f.1', '0x7f000001', 'a.08', 'a.0X'].map(
      (name): [string, () => unknown, string[]] => [
        `a host that is read as an address: ${name}`,
        () => ProbeTarget.host({ name }),
        [`name = "${name}": is read as an IPv4 address; use ProbeTarget.address [probe/target-host]`],
      ],
    ),
    [
      'a host without a dot',
      () => ProbeTarget.host({ name: 'web', port: 1.5 }),
      [
        'name = "web": must have at least one dot; for a Service, use ProbeTarget.service [probe/target-host]',
        'port = 1.5: must be a whole number from 1 to 65535 [probe/target-port]',
      ],
    ],
    [
      'an address of its own pod',
      () => ProbeTarget.address({ address: '127.0.0.1' }),
      ['address = "127.0.0.1": is a loopback address, so only its own pod would be reached [probe/target-address]'],
    ],
    [
      'a public address without a reason',
      () => ProbeTarget.address({ address: '8.8.8.8', publicAddressReason: ' ', port: -1 }),
      [
        'address = "8.8.8.8": is a public address: state why it may be probed in publicAddressReason [probe/target-public]',
        'port = -1: must be a whole number from 1 to 65535 [probe/target-port]',
      ],
    ],
  ])('is not %s', (_, make, lines) => {
    const title = `ProbeTarget: ${lines.length} problem${lines.length === 1 ? '' : 's'}`;
    expect(messageOf(make)).toBe([title, ...lines.map((line) => `  ${line}`)].join('\n'));
  });
});
