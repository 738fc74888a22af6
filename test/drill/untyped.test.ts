import { Duration } from 'cdk8s';
import { NetshootScanner, type NetshootScannerProps, PortRange, ScanRun, ScanTarget } from '../../src';
import { captureStderr, messageOf, objectsBelow, testChart } from '../support';

const pods = () => ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });

/** What a program in plain JavaScript can do to the public fields of an object. */
function changed<T extends object>(value: T, fields: Readonly<Record<string, unknown>>): T {
  return Object.assign(value, fields);
}

function untyped(props: unknown): string {
  const chart = testChart();
  const message = messageOf(() => new NetshootScanner(chart, 'scanner', props as NetshootScannerProps));
  expect(objectsBelow(chart)).toHaveLength(0);
  return message;
}

function commandsOf(props: NetshootScannerProps): string {
  const { scanCommand, resultCommand } = new NetshootScanner(testChart(), 'scanner', props);
  return `${scanCommand}\n${resultCommand}`;
}

describe('NetshootScanner in plain JavaScript', () => {
  captureStderr();

  it.each([
    ['T3; id #'],
    ['T6'],
    [''],
    [['T3']],
    [null],
    [3],
    [{ toString: () => 'T3; id #' }],
    ['constructor'],
    ['NORMAL'],
  ])('is refused with the timing %j', (timing) => {
    expect(untyped({ target: pods(), nmap: { timing } })).toMatch(
      /nmap\.timing = .*: must be a member of NmapTiming: T0, T1, T2, T3, T4, T5.* \[argument\/type\]/,
    );
  });

  it.each([
    ['NaN', Duration.seconds(Number.NaN)],
    ['NaN milliseconds', Duration.millis(Number.NaN)],
    ['infinity', Duration.days(Number.POSITIVE_INFINITY)],
    ['a number', 300],
    ['a string', '300; id'],
    ['half a duration', { toMilliseconds: () => 5_000 }],
    ['a duration of a string', { toMilliseconds: () => 5_000, toSeconds: () => '5;id' }],
  ])('is refused with a time-out of %s', (_, hostTimeout) => {
    expect(untyped({ target: pods(), nmap: { hostTimeout } })).toMatch(
      /nmap\.hostTimeout = .*: must be a Duration, such as Duration\.minutes\(5\) \[argument\/type\]/,
    );
  });

  it.each([
    ['namespace', changed(pods(), { namespace: 'dev; id' }), '[scanner/target-namespace]'],
    ['labels', changed(pods(), { labels: { app: '$(id)' } }), '[scanner/target-labels]'],
    ['labels', changed(pods(), { labels: {} }), '[scanner/target-labels]'],
    [
      'name',
      changed(ScanTarget.service({ namespace: 'dev', name: 'web' }), { serviceName: 'web; id' }),
      '[scanner/target-service]',
    ],
  ])('is refused with a target whose %s was changed', (_, target, rule) => {
    expect(untyped({ target })).toContain(rule);
  });

  it('is refused with an address that was added to its target', () => {
    const target = ScanTarget.addresses({ addresses: ['10.0.0.7'] });
    target.addressList?.push('169.254.169.254');
    expect(untyped({ target, namespace: 'dev' })).toContain(
      'addresses[1] = "169.254.169.254": is a cloud metadata address',
    );
  });

  it('scans what its target was when it was created', () => {
    const target = ScanTarget.addresses({ addresses: ['10.0.0.7'] });
    const scanner = new NetshootScanner(testChart(), 'scanner', { target, namespace: 'dev' });
    target.addressList?.push('169.254.169.254');
    expect(scanner.target.addressList).toEqual(['10.0.0.7']);
  });

  it('is refused with a URL that was changed', () => {
    const run = changed(ScanRun.pod({ requestUrl: 'http://web' }), { requestUrl: 'http://web; id' });
    expect(untyped({ target: pods(), run })).toContain('[scanner/request-url]');
  });

  it('quotes what no check expects in the commands that it prints', () => {
    const ports = changed(PortRange.of(1, 600), { toString: () => "1; echo 'x' #" });
    expect(commandsOf({ target: pods(), ports })).toContain(` -p '1; echo '\\''x'\\'' #' "$(kubectl`);
  });
});
