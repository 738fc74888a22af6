import { ApiFailure, FailureKind } from '../../src/verify/live/api-failure';
import type { ClusterApi } from '../../src/verify/live/cluster-api';
import { poll } from '../../src/verify/live/poll';

const lost = new ApiFailure(FailureKind.UNREACHABLE, 'it is gone');

/** Polls with answers, of which errors are thrown, each a second after the one before; the last is repeated. */
async function polled(answers: readonly unknown[], { upTo = 10_000, signal = new AbortController().signal } = {}) {
  const api = {
    timing: { pause: 1_000, lost: 3_000 },
    signal,
    connectionFailure: () => new ApiFailure(FailureKind.INTERRUPTED, 'interrupted'),
  } as unknown as ClusterApi;
  let asked = 0;
  const until = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  const result = poll(api, { upTo, until }).catch((error: Error) => error);
  await jest.advanceTimersByTimeAsync(60_000);
  return [await result, asked];
}

describe('a wait', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each<[string, unknown[], number, unknown, number]>([
    ['with the first result', ['there'], 10_000, 'there', 1],
    ['with a later result', [undefined, undefined, 'there'], 10_000, 'there', 3],
    ['with a result that is false', [undefined, false], 10_000, false, 2],
    ['when the time is over', [undefined], 3_000, undefined, 4],
    ['before a pause that would take longer', [undefined], 2_999, undefined, 3],
    ['at once without time', [undefined], 0, undefined, 1],
    ['with an error of another kind', [undefined, new RangeError('a bug')], 10_000, new RangeError('a bug'), 2],
    ['with a result after a lost connection', [lost, lost, 'there'], 10_000, 'there', 3],
    ['with a connection that stays lost', [undefined, lost], 10_000, lost, 6],
    ['with a connection that was lost again', [lost, lost, lost, undefined, lost, lost, 'there'], 10_000, 'there', 7],
    ['when the time is over, while the connection is lost', [lost], 2_000, undefined, 3],
  ])('ends %s', async (_, answers, upTo, result, asked) => {
    expect(await polled(answers, { upTo })).toEqual([result, asked]);
  });

  it('ends with Ctrl-C', async () => {
    const interrupted = new ApiFailure(FailureKind.INTERRUPTED, 'interrupted');
    expect(await polled([undefined], { signal: AbortSignal.abort() })).toEqual([interrupted, 1]);
    const later = new AbortController();
    setTimeout(() => later.abort(), 1_500);
    expect(await polled([undefined], { signal: later.signal })).toEqual([interrupted, 2]);
  });
});
