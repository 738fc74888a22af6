import { LIVE_ALERT } from '../../../src/kinds/global-alert/live-alert';

const manifest = { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name: 'network.ssh' } };
const withStatus = (status: object) => ({ ...manifest, status });

describe('an alert on a cluster', () => {
  it.each<[string, unknown, string[]]>([
    ['does not exist', undefined, ['failed', 'GlobalAlert network.ssh does not exist']],
    ['has no status', manifest, ['ok', 'GlobalAlert network.ssh exists; it has no status yet']],
    ['runs', withStatus({ active: true, healthy: true }), ['ok', 'GlobalAlert network.ssh is active and healthy']],
    [
      'has run',
      withStatus({ active: true, healthy: true, lastExecuted: '2026-01-01T00:00:00Z' }),
      ['ok', 'GlobalAlert network.ssh is active and healthy, last run 2026-01-01T00:00:00Z'],
    ],
    ['has half a status', withStatus({ active: true }), ['failed', 'GlobalAlert network.ssh is not healthy']],
    [
      'does not run, and has errors',
      withStatus({ active: false, healthy: false, errorConditions: [{ type: 'A', message: 'b' }, 7] }),
      [
        'failed',
        'GlobalAlert network.ssh is not active: the backend does not run it',
        'GlobalAlert network.ssh is not healthy: A: b; :',
      ],
    ],
    [
      'lies about its type',
      withStatus({ active: 'true', healthy: 'true' }),
      [
        'failed',
        'GlobalAlert network.ssh is not active: the backend does not run it',
        'GlobalAlert network.ssh is not healthy',
      ],
    ],
  ])('%s', (_, live, expected) => {
    const { outcome, details } = LIVE_ALERT.judge({ manifest, live, made: [], now: new Date() });
    expect([outcome, ...details]).toEqual(expected);
  });

  it('is not looked at for a template, which nothing runs', () => {
    expect(LIVE_ALERT.concerns?.(manifest)).toBe(true);
    expect(LIVE_ALERT.concerns?.({ ...manifest, kind: 'GlobalAlertTemplate' })).toBe(false);
  });
});
