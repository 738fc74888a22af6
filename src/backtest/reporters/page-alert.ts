import { GRADES } from '../../explain';
import type { AlertPage, Figure, TableData } from '../page';
import type { AlertResult } from '../result';
import type { Interruption, Outcome } from '../running';
import { chartOf } from './page-chart';
import {
  countText,
  eventsText,
  formText,
  groupText,
  isLongerThanDay,
  lengthText,
  noRunsText,
  numberText,
  rowsText,
  shownGroups,
  stretchText,
  suggestionText,
  timeText,
  verdictText,
} from './words';

const SHOWN_EVENTS = 200;
const SHOWN_GAPS = 200;

/** What a report as HTML shows of an alert. */
export async function alertPage(alert: AlertResult, interruption: Interruption): Promise<AlertPage> {
  const { file, object, verdict, reasons, outcome } = alert;
  const silent = verdict === 'never' || outcome === undefined ? [`The alert ${verdictText(alert)}.`] : [];
  const page = { title: object, file: `In ${file}.`, figures: [], facts: [], tables: [] };
  const notes = [...silent, ...reasons];
  if (outcome === undefined) {
    return { ...page, notes };
  }
  if (outcome.span === undefined) {
    return {
      ...page,
      notes: [...notes, `The alert ${noRunsText(alert.dataSet, outcome)}.`],
      tables: [dropped(outcome)],
    };
  }
  const chart = await chartOf(outcome);
  const events = await eventsTable(outcome, interruption);
  return {
    ...page,
    notes,
    figures: figuresOf(outcome),
    facts: factsOf(alert, outcome),
    ...(chart === undefined ? {} : { chart }),
    tables: tablesOf(outcome, events).filter(({ rows }) => rows.length > 0),
  };
}

function figuresOf(outcome: Outcome): Figure[] {
  const { events, days, worstHour, groupCount, mostInOneRun, raisingPhases } = outcome;
  const range =
    events.min === events.max ? numberText(events.min) : `${numberText(events.min)} to ${numberText(events.max)}`;
  const perDay: Figure = {
    name: 'Events a day',
    value: numberText(events.typical / days),
    detail: 'in a typical phase',
  };
  const share = numberText(Math.floor(raisingPhases * 100));
  return [
    { name: 'Events', value: range, detail: `typically ${numberText(events.typical)}, in ${lengthText(outcome)}` },
    ...(isLongerThanDay(outcome) ? [perDay] : []),
    {
      name: 'Phases with events',
      value: `${share} %`,
      detail: `at most ${countText(mostInOneRun, 'event')} in one run`,
    },
    ...(worstHour === undefined
      ? []
      : [
          {
            name: 'Worst hour',
            value: countText(worstHour.events, 'event'),
            detail: `from ${timeText(worstHour.start)}`,
          },
        ]),
    { name: 'Groups with events', value: numberText(groupCount), detail: 'the noisiest are listed below' },
  ];
}

function factsOf({ release, dataSet }: AlertResult, outcome: Outcome): [string, string][] {
  const { span, firstEvent, lastEvent, closest, suggestion } = outcome;
  return [
    ['Release', release],
    ['Rows', rowsText(dataSet, outcome)],
    ...(span === undefined ? [] : [['Runs', stretchText(span)] as [string, string]]),
    ...(firstEvent === undefined
      ? []
      : [['First event', `${timeText(firstEvent.time)} ${firstEvent.text}`] as [string, string]]),
    ...(lastEvent === undefined
      ? []
      : [['Last event', `${timeText(lastEvent.time)} ${lastEvent.text}`] as [string, string]]),
    ...(closest === undefined
      ? []
      : [['Closest to the condition, or furthest beyond it', closest] as [string, string]]),
    ...(suggestion === undefined || closest === undefined
      ? []
      : [['Suggestion', suggestionText(suggestion)] as [string, string]]),
  ];
}

function tablesOf(outcome: Outcome, events: TableData): TableData[] {
  const { gaps, thresholds, seen, assumptions, closest } = outcome;
  return [
    {
      title: 'Groups with events',
      note: 'Events are those of a typical phase; the peak is the value furthest beyond the condition.',
      head: ['events', 'peak', 'group'],
      numbers: 2,
      rows: shownGroups(outcome).map((group) => [numberText(group.events), numberText(group.peak), groupText(group)]),
    },
    events,
    {
      title: 'Thresholds',
      note: 'Events are those of a typical phase.',
      head: ['threshold', 'events'],
      numbers: 2,
      rows:
        closest === undefined ? [] : thresholds.map((point) => [numberText(point.threshold), numberText(point.events)]),
    },
    dropped(outcome),
    {
      title: 'Gaps in the logs',
      ...(gaps.length > SHOWN_GAPS ? { note: `These are the first ${SHOWN_GAPS} of ${numberText(gaps.length)}.` } : {}),
      head: ['time'],
      numbers: 0,
      rows: gaps.slice(0, SHOWN_GAPS).map((gap) => [stretchText(gap)]),
    },
    { title: 'Log settings', head: ['setting'], numbers: 0, rows: seen.map((form) => [formText(form)]) },
    {
      title: 'Assumptions',
      head: ['grade', 'what'],
      numbers: 0,
      rows: assumptions.map(({ grade, words }) => [GRADES[grade], words]),
    },
  ];
}

function dropped({ rows }: Outcome): TableData {
  return {
    title: 'Dropped rows',
    head: ['rows', 'reason'],
    numbers: 1,
    rows: rows.dropped.map(({ rows: count, reason }) => [numberText(count), reason]),
  };
}

async function eventsTable(outcome: Outcome, interruption: Interruption): Promise<TableData> {
  const rows: string[][] = [];
  for await (const { time, text } of interruption.through(outcome.eventSteps())) {
    if (rows.length === SHOWN_EVENTS) {
      break;
    }
    rows.push([timeText(time), text]);
  }
  const all = outcome.events.typical;
  const what = `The events of a typical phase, which raises ${eventsText({ ...outcome, events: { min: all, typical: all, max: all } })}.`;
  return {
    title: 'Events',
    note: all > rows.length ? `${what} These are the first ${rows.length}; --events writes all of them.` : what,
    head: ['time', 'text'],
    numbers: 0,
    rows,
  };
}
