import { formatValue, printable, section } from '../../base';
import { durationWords, GRADES } from '../../explain';
import { countText, numberText, timeText } from '../reporters';
import type { DifferentEvent, LoneEvent } from './comparison';
import type { Calibration, DelayFit } from './result';

const SHOWN_EVENTS = 20;
const SHOWN_PHASES = 10;

/** How a backtest agrees with a cluster, on one screen. */
export function calibrationText(calibration: Calibration): string {
  const { alert, best, isPartial } = calibration;
  const lines = [
    `${alert.file}: ${alert.object} on ${alert.release}: ${verdictText(best)}`,
    ...(isPartial ? ['  Interrupted: only a part of the logs and events was read.'] : []),
    ...section('Compared', comparedLines(calibration)),
    ...section('Runs of the cluster', runLines(calibration)),
    ...section('Delay until a record can be found', delayLines(calibration)),
    ...section('Missing: the cluster did not raise them', listed(best.missing, loneText)),
    ...section('Extra: only the cluster raised them', listed(best.extra, loneText)),
    ...section('Different values', listed(best.different, differentText)),
    ...section(
      'Assumptions',
      calibration.assumptions.map(({ grade, words }) => `${GRADES[grade]}: ${words}`),
    ),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function verdictText({ matched, missing, extra, different }: DelayFit): string {
  const values = different.length === 0 ? '' : `, ${numberText(different.length)} of them with a different value`;
  return `${numberText(matched)} matched${values}, ${numberText(missing.length)} missing, ${numberText(extra.length)} extra`;
}

function comparedLines({ alert, rows, events, span, logs }: Calibration): string[] {
  return [
    `${timeText(span.from)} to ${timeText(span.to)}, in which the logs contain every record that a run sees`,
    `period ${durationWords(alert.period)}, lookback ${durationWords(alert.lookback)}`,
    `${countText(rows.read, 'row')} of ${alert.dataSet}, of ${numberText(logs.rows)} that were read; the query matches ${numberText(rows.matched)}`,
    ...rows.dropped.map(({ reason, rows: count }) => `dropped: ${countText(count, 'row')}: ${reason}`),
    `${countText(events.compared, 'event')} of the alert, and ${numberText(events.outside)} before or after this time; ${numberText(events.others)} of other alerts or types`,
    ...events.unusable.map(
      ({ reason, rows: count }) => `not compared: ${countText(count, 'row')} of --events: each ${reason}`,
    ),
  ];
}

function runLines({ runs, raisingRuns, offset, drift, equalOffsets }: Calibration): string[] {
  if (offset === undefined) {
    return unknownPhaseLines(equalOffsets);
  }
  return [
    `${numberText(runs)} runs, of which ${numberText(raisingRuns)} raised events; the times of the others were interpolated`,
    `phase: ${durationWords(Math.round(offset))} after the start of a period, counted from 1970`,
    ...(drift === undefined ? [] : [`drift: ${numberText(drift / 1_000)} s per run, beyond the period`]),
  ];
}

/** Several phases can fit equally well, of which one is compared. */
function unknownPhaseLines(offsets: readonly number[]): string[] {
  const shown = listed(offsets, secondsText, SHOWN_PHASES).join(', ');
  const which = `${shown} after the start of a period, counted from 1970`;
  return [
    'not known, because the cluster raised no event; the phase with the fewest events is compared',
    offsets.length === 1
      ? `one phase has the fewest events: ${which}`
      : `${numberText(offsets.length)} phases have equally few events, and the first of them is compared: ${which}`,
  ];
}

function delayLines({ fits, best, bestDelays, hasGenerated, offset }: Calibration): string[] {
  if (offset === undefined) {
    return [`not known either; ${secondsText(best.delay)} is assumed`];
  }
  const others = bestDelays.filter((delay) => delay !== best.delay);
  const also = others.length === 0 ? '' : `; ${others.map(secondsText).join(', ')} fit equally well`;
  return [
    `${secondsText(best.delay)} fits best${also}`,
    ...(hasGenerated
      ? ['rows state when they were stored (generated_time), so the delay does not matter for them']
      : []),
    ...(bestDelays.length === fits.length
      ? []
      : fits.map((fit) => `${secondsText(fit.delay).padStart(5)}: ${verdictText(fit)}`)),
  ];
}

function secondsText(millis: number): string {
  return `${millis / 1_000} s`;
}

function loneText({ time, group, value }: LoneEvent): string {
  return `${timeText(time)} ${groupText(group)}${value === undefined ? '' : `: ${numberText(value)}`}`;
}

function differentText({ time, group, computed, raised }: DifferentEvent): string {
  return `${timeText(time)} ${groupText(group)}: computed ${numberText(computed)}, but the cluster has ${numberText(raised)}`;
}

function groupText(group: Readonly<Record<string, unknown>>): string {
  const values = Object.entries(group).map(([name, value]) => `${name} = ${formatValue(value)}`);
  return values.length === 0 ? 'all records of a run' : values.join(', ');
}

function listed<T>(elements: readonly T[], text: (element: T) => string, most = SHOWN_EVENTS): string[] {
  const shown = elements.slice(0, most).map(text);
  return elements.length > most ? [...shown, `and ${numberText(elements.length - most)} more`] : shown;
}
