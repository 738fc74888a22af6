import { verifyingFeed } from './verifying-feed';

const { fake } = verifyingFeed();

describe('verify, of a feed on a cluster that is hostile', () => {
  const HOSTILE = '\u001b]0;PWN\u0007\u202e\r\n::set-output name=x::y';

  it('prints one harmless line of each text', async () => {
    fake.cluster.get('GlobalThreatFeed').status = {
      errorConditions: [{ type: HOSTILE, message: `${HOSTILE}${'x'.repeat(10_000)}` }, null, 7, { type: { a: 1 } }],
    };
    const { stdout } = await fake.verify();
    const lines = stdout.split('\n');
    expect(lines.filter((line) => /[\p{Cc}\u202e]|^\s*::/u.test(line))).toEqual([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000);
  });

  it.each<[string, object, outcome: string, exit: number]>([
    ['a time that is none', { lastSuccessfulSync: HOSTILE }, 'feed unknown', 2],
    ['a time in the future', { lastSuccessfulSync: '2999-01-01T00:00:00Z' }, 'feed unknown', 2],
    ['a time that is an object', { lastSuccessfulSync: { $date: 1 } }, 'feed failed', 1],
  ])('does not take %s for a download', async (_, status, outcome, exit) => {
    fake.cluster.get('GlobalThreatFeed').status = status;
    const { outcomes, exitCode } = await fake.steps();
    expect([outcomes[3], exitCode]).toEqual([outcome, exit]);
  });

  it('looks at a part of an endless network set, at once', async () => {
    fake.cluster.get('GlobalNetworkSet').spec.nets = new Array(300_000).fill('10.0.0.1/32');
    const before = process.cpuUsage();
    expect((await fake.steps()).exitCode).toBe(2);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
  });
});
