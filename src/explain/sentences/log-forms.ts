import { type FlowAggregation, type LogSettings, levelOf } from '../../calico';
import { type AlertModel, type KnownFields, possibleMatch } from '../../evaluation';
import { durationWords } from './duration-words';
import { logTitle } from './log-titles';

/** How often logs are written, and the setting for it. */
export interface FlushInterval {
  readonly millis: number;
  readonly setting: string;
}

/** How often the logs of a data set are written; undefined if no setting says so. */
export function flushIntervalOf(dataSet: string, settings: LogSettings): FlushInterval | undefined {
  const intervals: Readonly<Record<string, FlushInterval>> = {
    flows: { millis: settings.flowLogsFlushInterval.toMilliseconds(), setting: 'flowLogsFlushInterval' },
    dns: { millis: settings.dnsLogsFlushInterval.toMilliseconds(), setting: 'dnsLogsFlushInterval' },
    l7: { millis: settings.l7LogsFlushInterval.toMilliseconds(), setting: 'l7LogsFlushInterval' },
  };
  return Object.hasOwn(intervals, dataSet) ? intervals[dataSet] : undefined;
}

/** In which form the log settings leave the records that an alert can see. */
export function formSentences(model: AlertModel, settings: LogSettings): string[] {
  const interval = flushIntervalOf(model.dataSet, settings);
  const source = settings._text === '' ? "Calico's defaults" : 'the log settings of the cluster';
  const written =
    interval === undefined
      ? []
      : [
          `By ${source}, ${logTitle(model.dataSet)} are written every ${durationWords(interval.millis)} (${interval.setting}).`,
        ];
  return [...written, ...aggregationSentences(model, settings)];
}

function aggregationSentences(model: AlertModel, settings: LogSettings): string[] {
  const canSee = (known: KnownFields) =>
    model.substituted === undefined || possibleMatch(model.substituted, known) !== 'no';
  switch (model.dataSet) {
    case 'flows':
      return [
        ...(canSee({ action: 'allow' }) ? [flowForm('Allowed', settings.allowedFlows)] : []),
        ...(canSee({ action: 'deny' }) ? [flowForm('Denied', settings.deniedFlows)] : []),
        ...(canSee({ action: 'allow', reporter: 'src' }) && canSee({ action: 'allow', reporter: 'dst' })
          ? ['An allowed connection between two pods has two records, one from each end (reporter src and dst).']
          : []),
      ];
    case 'dns':
      return [
        settings.dnsPerPod
          ? 'DNS logs are written for each pod, with its name.'
          : 'DNS logs are aggregated by the prefix of pod names: client_name is -.',
      ];
    default:
      return [];
  }
}

const FORMS: readonly string[] = [
  'are not aggregated: each record is one connection',
  'are aggregated by source port: their records have no source_port',
  'are aggregated by the prefix of pod names: their records have no pod names, addresses and source ports',
  'are aggregated by the prefix of pod names, without ports: their records have no pod names, addresses and ports',
];

function flowForm(action: string, aggregation: FlowAggregation): string {
  const level = levelOf(aggregation);
  return `${action} flows ${FORMS[level] ?? ''} (flowLogsFileAggregationKindFor${action}: ${level}).`;
}
