import { ScanTarget, ScanTargetKind } from '../../src';
import { messageOf } from '../support';

describe('ScanTarget', () => {
  it('is pods of a namespace with labels', () => {
    const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
    expect([target.namespace, target.labels]).toEqual(['dev', { app: 'nginx' }]);
  });

  const label =
    "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
  const value =
    "is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";
  const key =
    'is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case';
  it.each([
    ['Dev', { app: 'nginx' }, `namespace = "Dev": ${label} [scanner/target-namespace]`],
    ['dev --all', { app: 'nginx' }, `namespace = "dev --all": ${label} [scanner/target-namespace]`],
    ['', { app: 'nginx' }, `namespace = "": ${label} [scanner/target-namespace]`],
    [
      'dev',
      {},
      'labels = {}: must contain at least one label; otherwise every pod would be scanned [scanner/target-labels]',
    ],
    ['dev', { app: "'; reboot" }, `labels.app = "'; reboot": ${value} [scanner/target-labels]`],
    ['dev', { app: '$(id)' }, `labels.app = "$(id)": ${value} [scanner/target-labels]`],
    ['dev', { 'a b': 'c' }, `labels.a b = "c": ${key} [scanner/target-labels]`],
    ['dev', { 'a/b/c': 'd' }, `labels.a/b/c = "d": ${key} [scanner/target-labels]`],
  ])('refuses namespace %j with labels %j', (namespace, labels, line) => {
    expect(messageOf(() => ScanTarget.pods({ namespace, labels: labels as Record<string, string> }))).toBe(
      `ScanTarget: 1 problem\n  ${line}`,
    );
  });

  it('is a Service, or addresses', () => {
    const service = ScanTarget.service({ namespace: 'dev', name: 'nginx-svc' });
    expect([service.kind, service.namespace, service.serviceName]).toEqual([
      ScanTargetKind.SERVICE,
      'dev',
      'nginx-svc',
    ]);
    const addresses = ScanTarget.addresses({ addresses: ['10.0.0.7', '10.0.0.8', '10.0.0.7'] });
    expect([addresses.kind, addresses.addressList]).toEqual([ScanTargetKind.ADDRESSES, ['10.0.0.7', '10.0.0.8']]);
    expect(ScanTarget.addresses({ addresses: ['fd12::1'] }).addressList).toEqual(['fd12::1']);
  });

  it.each([
    ['nginx.svc', `name = "nginx.svc": ${label} [scanner/target-service]`],
    ['-iL /etc/passwd', `name = "-iL /etc/passwd": ${label} [scanner/target-service]`],
    ['$(id)', `name = "$(id)": ${label} [scanner/target-service]`],
  ])('refuses the Service %j', (name, line) => {
    expect(messageOf(() => ScanTarget.service({ namespace: 'dev', name }))).toBe(`ScanTarget: 1 problem\n  ${line}`);
  });

  const metadata = 'is a cloud metadata address, which returns secrets [scanner/target-address]';
  const embedding = (form: string) =>
    `is ${form}, which contains an IPv4 address; use the IPv4 address [scanner/target-address]`;
  const hidden = (address: string) => `contains ${address}, which ${metadata}`;
  const zone = 'must not have a zone, which is meaningful only on its own node [scanner/target-address]';
  const none = 'must be an IP address, such as 10.0.0.7; for a name, use ScanTarget.service [scanner/target-address]';
  it.each([
    ['127.0.0.1', 'is a loopback address, so only its own pod would be reached [scanner/target-address]'],
    ['::1', 'is a loopback address, so only its own pod would be reached [scanner/target-address]'],
    ['169.254.7.7', 'is a link-local address, which belongs to the node [scanner/target-address]'],
    ['fe80::1', 'is a link-local address, which belongs to the node [scanner/target-address]'],
    ['169.254.169.254', metadata],
    ['100.100.100.200', metadata],
    ['168.63.129.16', metadata],
    ['169.254.170.2', metadata],
    ['169.254.170.23', metadata],
    ['192.0.0.192', metadata],
    ['fd00:ec2::254', metadata],
    ['fd00:ec2::23', metadata],
    ['fd20:ce::254', metadata],
    ['fd00:42::42', metadata],
    ['::169.254.169.254', embedding('an IPv4-compatible IPv6 address')],
    ['::a9fe:a9fe', embedding('an IPv4-compatible IPv6 address')],
    ['::10.0.0.7', embedding('an IPv4-compatible IPv6 address')],
    ['::ffff:0:169.254.169.254', embedding('an IPv4-translated IPv6 address')],
    ['2002:a9fe:a9fe::1', embedding('a 6to4 address')],
    ['2002:0a00:0007::1', embedding('a 6to4 address')],
    ['2001:0:a9fe:a9fe::1', embedding('a Teredo address')],
    ['2001:0:4136:e378:8000:63bf:5601:5601', embedding('a Teredo address')],
    ['64:ff9b::a9fe:a9fe', hidden('169.254.169.254')],
    ['64:FF9B::169.254.169.254', hidden('169.254.169.254')],
    ['64:ff9b:0:0:0:0:a9fe:a9fe', hidden('169.254.169.254')],
    ['64:ff9b::168.63.129.16', hidden('168.63.129.16')],
    [
      '64:ff9b::127.0.0.1',
      'contains 127.0.0.1, which is a loopback address, so only its own pod would be reached [scanner/target-address]',
    ],
    [
      '64:ff9b::a9fe:1',
      'contains 169.254.0.1, which is a link-local address, which belongs to the node [scanner/target-address]',
    ],
    ['64:ff9b:1::169.254.169.254', hidden('169.254.169.254')],
    ['64:ff9b:1:a9fe:a9:fe00::', hidden('169.254.169.254')],
    ['64:ff9b:1:a9:fe:a9fe::', hidden('169.254.169.254')],
    ['64:ff9b:1:0:a9:fea9:fe00:0', hidden('169.254.169.254')],
    ['fd12:64:a9fe:a9fe::', hidden('169.254.169.254')],
    ['2001:db8:1a9:fea9:fe::', hidden('169.254.169.254')],
    ['fd12::a9fe:a9fe', hidden('169.254.169.254')],
    ['fd12::5efe:a9fe:a9fe', hidden('169.254.169.254')],
    ['fd12::5efe:169.254.169.254', hidden('169.254.169.254')],
    ['0.0.0.0', 'is not the address of a single host [scanner/target-address]'],
    ['224.0.0.1', 'is not the address of a single host [scanner/target-address]'],
    ['255.255.255.255', 'is not the address of a single host [scanner/target-address]'],
    ['ff02::1', 'is not the address of a single host [scanner/target-address]'],
    ['::ffff:127.0.0.1', 'is an IPv4-mapped IPv6 address; use the IPv4 address [scanner/target-address]'],
    ['10.0.0.0/8', none],
    ['10.0.0.1-9', none],
    ['localhost', none],
    ['0177.0.0.1', none],
    ['2130706433', none],
    ['10.0.0.7 --script vuln', none],
    ['-oN/tmp/x', none],
    ['fe80::1%eth0', 'is a link-local address, which belongs to the node [scanner/target-address]'],
    ['fd00:ec2::254%eth0', metadata],
    ['fd12::1%eth0', zone],
    ['fd12::1%$(id)', zone],
    ['fd12::1%;reboot', zone],
    ['10.0.0.7%eth0', zone],
    [
      '8.8.8.8',
      'is a public address: scan it only with the consent of its owner, and state that in publicAddressesReason [scanner/target-public]',
    ],
    [
      '2001:4860:4860::8888',
      'is a public address: scan it only with the consent of its owner, and state that in publicAddressesReason [scanner/target-public]',
    ],
  ])('refuses the address %j', (address, rest) => {
    expect(messageOf(() => ScanTarget.addresses({ addresses: [address] }))).toBe(
      `ScanTarget: 1 problem\n  addresses[0] = ${JSON.stringify(address)}: ${rest}`,
    );
  });

  it.each([
    ['fd12::1'],
    ['fd12:3456:789a:1:2:3:4:5'],
    ['fd12::169.254.169.253'],
    ['fd12:a9fe::a9fe'],
    ['10.169.254.169'],
  ])('takes the private address %s', (address) => {
    expect(ScanTarget.addresses({ addresses: [address] }).addressList).toEqual([address]);
  });

  it.each([['64:ff9b::8.8.8.8'], ['64:ff9b:1::10.0.0.7'], ['2001:db8::1']])(
    'takes the address %s for a reason',
    (address) => {
      const options = { addresses: [address], publicAddressesReason: 'ours' };
      expect(ScanTarget.addresses(options).addressList).toEqual([address]);
      expect(() => ScanTarget.addresses({ addresses: [address] })).toThrow('[scanner/target-public]');
    },
  );

  it('takes public addresses for a reason that says something', () => {
    const options = { addresses: ['8.8.8.8'], publicAddressesReason: 'ticket 7: ours' };
    expect(ScanTarget.addresses(options).publicAddressesReason).toBe('ticket 7: ours');
    expect(() => ScanTarget.addresses({ ...options, publicAddressesReason: ' ' })).toThrow('[scanner/target-public]');
    expect(() => ScanTarget.addresses({ ...options, addresses: ['127.0.0.1'] })).toThrow('[scanner/target-address]');
  });

  it.each([
    [[], 'addresses = []: must contain at least one address'],
    [
      ['10.0.0.1', 'fd12::1'],
      'addresses = ["10.0.0.1","fd12::1"]: must be either all IPv4 or all IPv6, because nmap scans one of them at a time',
    ],
  ])('refuses the addresses %j', (addresses, line) => {
    expect(messageOf(() => ScanTarget.addresses({ addresses }))).toBe(
      `ScanTarget: 1 problem\n  ${line} [scanner/target-address]`,
    );
  });
});
