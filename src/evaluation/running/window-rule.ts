import type { CalicoRelease, History } from '../../calico';
import type { AssumptionId } from '../assumptions';

/** Which records a run sees. */
export interface WindowRule {
  /** The field that is compared with the window. */
  readonly field: string;
  /**
   * Whether both ends of the window belong to it, to the millisecond; otherwise only the end does, and times are whole
   * seconds.
   */
  readonly isClosed: boolean;
  /** The field from whose time on a record can be found, after a delay. */
  readonly endField: string;
  readonly assumption: AssumptionId;
}

const BY_START: WindowRule = {
  field: 'start_time',
  isClosed: true,
  endField: 'end_time',
  assumption: 'startTimeWindow',
};
const BY_END: WindowRule = { field: 'end_time', isClosed: false, endField: 'end_time', assumption: 'endTimeWindow' };

const INTERVALS: History<WindowRule> = [
  ['3.7.0', BY_START],
  ['3.17.0', BY_END],
];

function moments(field: string, assumption: AssumptionId): History<WindowRule> {
  return [['3.7.0', { field, isClosed: true, endField: field, assumption }]];
}

/** The window of each data set, by release. */
const WINDOWS: ReadonlyMap<string, History<WindowRule>> = new Map([
  ['flows', INTERVALS],
  ['dns', INTERVALS],
  ['l7', INTERVALS],
  ['audit', moments('requestReceivedTimestamp', 'auditWindow')],
  ['waf', moments('@timestamp', 'wafWindow')],
]);

/** Which records a run of an alert sees; undefined for a data set without an index. */
export function windowRuleOf(dataSet: string, release: CalicoRelease): WindowRule | undefined {
  const history = WINDOWS.get(dataSet);
  return history && release._valueIn(history);
}
