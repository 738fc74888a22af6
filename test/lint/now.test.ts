import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { lint, placeAndMessage } from '../../src/lint';

const exception = (spec: string) => `apiVersion: projectcalico.org/v3
kind: AlertException
metadata: { name: known }
spec: { description: Known, selector: origin = x, ${spec} }
`;

function expired(text: string, now?: string, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const sources = [{ file: 'f.yaml', bytes: Buffer.from(text) }];
  return lint(sources, cluster, undefined, now === undefined ? undefined : Date.parse(now))
    .findings.filter(({ rule }) => rule === 'alert-exception/expired')
    .map((finding) => `${finding.severity} ${placeAndMessage(finding)}`);
}

const ENDED = exception('startTime: "2026-12-01T08:00:00Z", endTime: "2026-12-08T09:00:00+01:00"');

describe('lint with a clock', () => {
  it('reports exceptions that have ended', () => {
    const message =
      'warning spec.endTime = "2026-12-08T09:00:00+01:00": has passed, so the exception hides nothing any more; remove the object, or set a later end';
    expect(expired(ENDED, '2026-12-08T08:00:01Z')).toEqual([message]);
    expect(expired(ENDED, '2026-12-08T08:00:00Z')).toEqual([message]);
    expect(expired(ENDED, '2026-12-08T07:59:59Z')).toEqual([]);
  });

  it.each(['3.12', '3.13'])('reports none on %s, which has no exceptions with times', (release) => {
    expect(expired(ENDED, '2099-01-01T00:00:00Z', release)).toEqual([]);
  });

  it('says nothing about time without one', () => {
    expect(expired(ENDED)).toEqual([]);
  });

  it.each(['startTime: "2026-12-01T08:00:00Z"', 'endTime: never', 'endTime: 5', 'endTime: null'])(
    'does not know the end of others: %s',
    (spec) => {
      expect(expired(exception(spec), '2099-01-01T00:00:00Z')).toEqual([]);
    },
  );
});
