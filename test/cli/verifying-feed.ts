import { captureStderr, managedCluster } from '../support';
import { CALICO } from '../verify/fake-cluster';
import { connections, DENIED, feedObjects } from '../verify/fake-feed';
import { verifying } from './verifying';

export const NAME = 'tor-bulk-exit-list';
export const FEED = `${CALICO}/globalthreatfeeds/${NAME}`;
export const SET = `${CALICO}/globalnetworksets/threatfeed.${NAME}`;
export const PROBE = 'nmap --reason -sT -Pn -n --max-retries 1 --host-timeout 30s -p';
export const LOOK_IN_LOGS =
  'a host that is down does not answer either: the flow logs of the pod show which policy denied the connections';

/** A fake cluster with the feed, the network set and the probe of the exercise, and what its tests ask of it. */
export function verifyingFeed() {
  const fake = verifying();
  captureStderr();
  beforeEach(() => {
    fake.use(feedObjects(managedCluster('3.14')));
    fake.server.execution = connections(DENIED);
  });

  const commands = () => fake.server.asked.map(({ query }) => query['command']).filter((text) => text !== undefined);
  const failsWith = async (step: string, message: string) => {
    const { outcomes, details, exitCode } = await fake.steps();
    expect([details[step], exitCode]).toEqual([message, 1]);
    expect(outcomes).toContain(`${step} failed`);
    return outcomes;
  };
  return { fake, commands, failsWith };
}
