import { type AlertMatchers, alertMatchers, FlowLogs, type LogRows } from '../../src/testing';
import { messageOf } from '../support';
import { LOGIN, ssh } from './alerts';

// As in the documentation.
declare global {
  namespace jest {
    interface Matchers<R> extends AlertMatchers<R> {}
  }
}

describe('the matchers of a test runner', () => {
  const raise = (isNot: boolean, ...logs: LogRows[]) => alertMatchers.toRaise.call({ isNot }, ssh(), ...logs);

  it('pass and fail like the assertions', () => {
    expect(raise(false, LOGIN).pass).toBe(true);
    expect(raise(true, LOGIN)).toMatchObject({ pass: true });
    expect(raise(true, LOGIN).message()).toContain('raises nothing, but this fails in');
    expect(raise(true, FlowLogs.ordinary()).pass).toBe(false);
    expect(raise(false, FlowLogs.ordinary()).pass).toBe(false);
    expect(raise(false, FlowLogs.ordinary()).message()).toContain('none of ');
  });

  it('compare the event that is not raised', () => {
    const notRaised = (count: number) =>
      alertMatchers.toRaise.call({ isNot: true }, ssh(), LOGIN, { record: { count } }).pass;
    expect([notRaised(1), notRaised(2)]).toEqual([true, false]);
  });

  it('reject what is neither records nor an event', () => {
    const twice = () => alertMatchers.toRaise.call({ isNot: false }, ssh(), { text: 'a' }, LOGIN);
    expect(messageOf(twice)).toContain('toRaise: pass records, such as FlowLogs.row(), and then at most one');
    expect(alertMatchers.toRaise.call({ isNot: true }, ssh(), LOGIN, 'shop' as never).message()).toContain(
      'the expected event must be an object',
    );
    expect(alertMatchers.toRaise.call({ isNot: true }, ssh()).message()).toContain('there are no records');
  });

  it('work in jest', () => {
    expect.extend(alertMatchers);
    expect(ssh()).toRaise(LOGIN, { record: { count: 1 } });
    expect(ssh()).not.toRaise(FlowLogs.ordinary());
  });
});
