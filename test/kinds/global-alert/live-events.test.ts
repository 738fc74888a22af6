import { Duration } from 'cdk8s';
import { PortScanAlert } from '../../../src';
import { eventWait } from '../../../src/kinds/global-alert/live-events';
import { durationText } from '../../../src/verify/live/duration-text';
import { captureStderr, managedCluster, only, synthesize } from '../../support';

const MINUTE = 60_000;

const waitFor = (release: string, times: { readonly period?: Duration; readonly lookback?: Duration } = {}) =>
  eventWait(
    only(
      synthesize((chart) => new PortScanAlert(chart, 'alert', { cluster: managedCluster(release), ...times })),
      'GlobalAlert',
    ),
  );

describe('how long the event of a scan may take', () => {
  captureStderr();

  it('is the flush interval and a period for a detector, whatever its lookback, and a minute', () => {
    expect(waitFor('3.14')).toEqual({ longest: 11 * MINUTE });
    expect(waitFor('3.14', { lookback: Duration.hours(1) })).toEqual({ longest: 11 * MINUTE });
    expect(waitFor('3.14', { period: Duration.minutes(30) }).longest).toBe(36 * MINUTE);
  });

  it('is the lookback of a rule, where that is longer', () => {
    expect(waitFor('3.22')).toEqual({ longest: 16 * MINUTE });
    expect(waitFor('3.22', { period: Duration.minutes(20), lookback: Duration.minutes(25) })).toEqual({
      longest: 26 * MINUTE,
    });
  });

  it('may be for ever where a rule does not look back over its period and the flush interval', () => {
    expect(waitFor('3.22', { lookback: Duration.minutes(9) })).toEqual({
      longest: 11 * MINUTE,
      mayMiss: expect.stringContaining('is shorter than'),
    });
  });

  it("takes Calico's own times where an alert states none", () => {
    expect(eventWait({ kind: 'GlobalAlert', spec: {} })).toEqual({ longest: 11 * MINUTE });
  });

  it.each([
    [0, '0 seconds'],
    [1_400, '1 second'],
    [60_000, '1 minute'],
    [90_000, '1 minute 30 seconds'],
    [3_600_000, '60 minutes'],
  ])('is said in words: %s', (millis, words) => {
    expect(durationText(millis)).toBe(words);
  });
});
