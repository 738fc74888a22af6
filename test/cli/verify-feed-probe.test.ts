import { managedCluster } from '../support';
import { WORKSHOP } from '../verify/fake-cluster';
import { CONTROL, connections, DENIED, feedObjects, nmapOf } from '../verify/fake-feed';
import { NAME, PROBE, verifyingFeed } from './verifying-feed';

const { fake, commands, failsWith } = verifyingFeed();

describe('the probe of verify', () => {
  it('fails where an address accepts a connection', async () => {
    fake.server.execution = connections({ ...DENIED, '203.0.114.6': 'open syn-ack' });
    await failsWith(
      'probe',
      `Pod feed-probe can connect to ${CONTROL} on port 80\nPod feed-probe can connect to 203.0.114.6 on port 443: threatfeed.${NAME} is not blocked`,
    );
  });

  it('fails where an address refuses one, because Calico drops what it denies', async () => {
    fake.server.execution = connections({ ...DENIED, '203.0.114.6': 'closed conn-refused' });
    await failsWith(
      'probe',
      `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connection to 203.0.114.6 on port 443 of threatfeed.${NAME} was refused, so it was not denied: Calico drops what policies deny`,
    );
  });

  it.each(['iptablesFilterDenyAction', 'nftablesFilterDenyAction'])(
    'cannot tell that where Felix is set to refuse what policies deny: %s',
    async (field) => {
      fake.use(feedObjects(managedCluster('3.14')), { ...WORKSHOP, felix: { [field]: 'Reject' } });
      fake.server.execution = connections({ '203.0.114.5': 'closed conn-refused' });
      const { details, exitCode } = await fake.steps();
      expect(details['probe']).toBe(
        `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connection to 203.0.114.5 on port 443 of threatfeed.${NAME} was refused; with ${field}: Reject in the FelixConfiguration, denied connections are refused as well`,
      );
      expect(exitCode).toBe(2);
    },
  );

  it.each<[string, string]>([
    ['is not answered', 'filtered no-response'],
    ['is refused', 'closed conn-refused'],
  ])('fails where the control %s, and tries nothing else', async (_, state) => {
    fake.server.execution = connections(DENIED, state);
    await failsWith(
      'probe',
      `Pod feed-probe cannot connect to ${CONTROL} on port 80, which must be allowed: its network does not work, or a policy denies more than the feed\nno connection to threatfeed.${NAME} was attempted`,
    );
    expect(commands()).toEqual([`${PROBE} 80 ${CONTROL}`]);
  });

  it('names what nmap complained about', async () => {
    const output = `Failed to resolve "${CONTROL}".\nWARNING: No targets were specified, so 0 hosts scanned.\nNmap done: 0 IP addresses (0 hosts up) scanned in 0.01 seconds\n`;
    fake.server.execution = { output, status: { status: 'Success' } };
    const { details } = await fake.steps();
    expect(details['probe']).toContain(`which must be allowed (Failed to resolve "${CONTROL}".): its network`);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no address can be reached', { '203.0.114.5': 'filtered host-unreach' }, ''],
    ['nmap prints other addresses', { '192.0.2.7': 'filtered no-response' }, ''],
    ['nmap prints nothing', {}, ''],
  ])('cannot tell where %s', async (_, states, reason) => {
    fake.server.execution = connections(states);
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      `Pod feed-probe can connect to ${CONTROL} on port 80\nthe connections to 203.0.114.5, 203.0.114.6 do not show whether threatfeed.${NAME} is blocked${reason}`,
    );
    expect(exitCode).toBe(2);
  });

  it('cannot tell where nmap fails', async () => {
    const status = { status: 'Failure', details: { causes: [{ reason: 'ExitCode', message: '1' }] } };
    fake.server.execution = (command) =>
      command.endsWith(CONTROL)
        ? {
            output: nmapOf(80, { [CONTROL]: 'open syn-ack', '10.0.0.7': 'open syn-ack' }),
            status: { status: 'Success' },
          }
        : { output: '', status };
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toContain('is blocked (nmap exited with code 1)');
    expect(exitCode).toBe(2);
  });

  it.each<[string, unknown]>([
    ['private', ['10.0.0.1/32', '192.168.0.0/16']],
    ['those of metadata services', ['169.254.169.254/32', 'fd00:ec2::254/128']],
    ['of another IP version', ['2001:4860:4860::8888/128']],
    ['invalid', ['--script=evil', '$(id)', 7, null, { a: 1 }, '1.2.3.4/33', '999.1.1.1']],
  ])('is kept from addresses that are %s', async (_, nets) => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = nets;
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      `threatfeed.${NAME} has no public address of an IP version of Pod feed-probe among its first entries, so no connection was attempted`,
    );
    expect([exitCode, commands()]).toEqual([2, []]);
  });

  it('uses IPv6 where the pod has it', async () => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = ['2001:4860:4860::8888/128'];
    fake.cluster.get('Pod').status.podIPs = [{ ip: '10.0.0.9' }, { ip: 'fd00::9' }];
    fake.server.execution = connections({ '2001:4860:4860::8888': 'filtered no-response' });
    expect((await fake.steps()).exitCode).toBe(0);
    expect(commands()[1]).toBe(
      'nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s -6 -p 443 2001:4860:4860::8888',
    );
  });

  it.each<[string, (pod: { status: object; metadata: object }) => void, string]>([
    [
      'is not ready',
      (pod) => {
        pod.status = { phase: 'Pending' };
      },
      'Pod feed-probe is starting, so no connection can be attempted from it',
    ],
  ])('fails where its pod %s', async (_, change, message) => {
    change(fake.cluster.get('Pod'));
    await failsWith('probe', message);
  });

  it.each<[string, string]>([
    ['port', '443 -sU'],
    ['port', '0'],
    ['control', '--script=evil'],
    ['control', 'a  b'],
    ['control', ''],
    ['control-port', '80,443'],
  ])('does not run with annotations that are not its own: %s %j', async (name, value) => {
    const objects = feedObjects(managedCluster('3.14'));
    const pod = objects.find(({ kind }) => kind === 'Pod');
    pod.metadata.annotations[`calico-threat-defense/probe-${name}`] = value;
    fake.use(objects);
    const { details, exitCode } = await fake.steps();
    expect(details['probe']).toBe(
      'the annotations calico-threat-defense/probe-… of Pod threat-feed-demo/feed-probe are not those of a probe',
    );
    expect([exitCode, commands()]).toEqual([2, []]);
  });

  it('says that nmap may still be running where the connection is lost', async () => {
    fake.server.execution = 'cut';
    const { report, exitCode } = await fake.steps();
    expect(report.changes).toEqual(['nmap in Pod threat-feed-demo/feed-probe may still be running']);
    expect(exitCode).toBe(2);
  });
});
