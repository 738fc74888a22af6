import type { Duration } from 'cdk8s';
import type { FlowAggregation } from './flow-aggregation';

/** The settings of a cluster that determine which rows its logs have; those that are missing are Calico's defaults. */
export interface LogSettingsValues {
  readonly flowLogsFlushInterval?: Duration;
  readonly dnsLogsFlushInterval?: Duration;
  readonly l7LogsFlushInterval?: Duration;
  readonly allowedFlows?: FlowAggregation;
  readonly deniedFlows?: FlowAggregation;
  readonly dnsPerPod?: boolean;
  readonly tcpStatistics?: boolean;
  readonly labels?: boolean;
  readonly hostEndpoints?: boolean;
}

/** How a setting is written in a FelixConfiguration: a Go duration, a level of aggregation, or true or false. */
export type FelixFieldType =
  | { readonly form: 'interval' }
  | { readonly form: 'level'; readonly highest: number }
  | { readonly form: 'dns level' }
  | { readonly form: 'flag' };

/** A field of a FelixConfiguration, and the setting that it is. */
export interface FelixField {
  readonly name: string;
  readonly setting: keyof LogSettingsValues;
  readonly type: FelixFieldType;
}

/** The fields that this library reads and writes. */
// biome-ignore format: a table is read by its columns
export const FELIX_FIELDS: readonly FelixField[] = [
  { name: 'flowLogsFlushInterval',                setting: 'flowLogsFlushInterval', type: { form: 'interval' } },
  { name: 'dnsLogsFlushInterval',                 setting: 'dnsLogsFlushInterval',  type: { form: 'interval' } },
  { name: 'l7LogsFlushInterval',                  setting: 'l7LogsFlushInterval',   type: { form: 'interval' } },
  { name: 'flowLogsFileAggregationKindForAllowed', setting: 'allowedFlows',         type: { form: 'level', highest: 2 } },
  { name: 'flowLogsFileAggregationKindForDenied', setting: 'deniedFlows',           type: { form: 'level', highest: 3 } },
  { name: 'dnsLogsFileAggregationKind',           setting: 'dnsPerPod',             type: { form: 'dns level' } },
  { name: 'flowLogsCollectTcpStats',              setting: 'tcpStatistics',         type: { form: 'flag' } },
  { name: 'flowLogsFileIncludeLabels',            setting: 'labels',                type: { form: 'flag' } },
  { name: 'flowLogsEnableHostEndpoint',           setting: 'hostEndpoints',         type: { form: 'flag' } },
];

/** Other fields about logs, by how their names begin. They do not determine which rows there are, or only with others. */
const OTHER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  flowLogs: [
    'AggregationThresholdBytes',
    'CollectProcessInfo',
    'CollectProcessPath',
    'CollectorDebugTrace',
    'DestDomainsByClient',
    'DynamicAggregationEnabled',
    'EnableNetworkSets',
    'FileDirectory',
    'FileDomainsLimit',
    'FileEnabled',
    'FileEnabledForAllowed',
    'FileEnabledForDenied',
    'FileIncludePolicies',
    'FileIncludeService',
    'FileMaxFileSizeMB',
    'FileMaxFiles',
    'FileNatOutgoingPortLimit',
    'FilePerFlowProcessArgsLimit',
    'FilePerFlowProcessLimit',
    'GoldmaneServer',
    'LocalReporter',
    'MaxOriginalIPsIncluded',
    'PolicyEvaluationMode',
    'PositionFilePath',
  ],
  dnsLogs: [
    'FileDirectory',
    'FileEnabled',
    'FileIncludeLabels',
    'FileMaxFileSizeMB',
    'FileMaxFiles',
    'FilePerNodeLimit',
    'Latency',
  ],
  l7Logs: [
    'FileAggregationDestinationInfo',
    'FileAggregationHTTPHeaderInfo',
    'FileAggregationHTTPMethod',
    'FileAggregationNumURLPath',
    'FileAggregationResponseCode',
    'FileAggregationServiceInfo',
    'FileAggregationSourceInfo',
    'FileAggregationTrimURL',
    'FileAggregationURLCharLimit',
    'FileDirectory',
    'FileEnabled',
    'FileMaxFileSizeMB',
    'FileMaxFiles',
    'FilePerNodeLimit',
  ],
};

/** The names of all fields of a FelixConfiguration that are about logs of flows, DNS and L7. */
export const LOG_FIELD_NAMES: readonly string[] = [
  ...FELIX_FIELDS.map(({ name }) => name),
  ...Object.entries(OTHER_FIELDS).flatMap(([prefix, names]) => names.map((name) => `${prefix}${name}`)),
];

/** Whether a name begins like those of fields about logs, in any case. */
export function isLogFieldName(name: string): boolean {
  return Object.keys(OTHER_FIELDS).some((prefix) => name.toLowerCase().startsWith(prefix.toLowerCase()));
}

/** The field of a FelixConfiguration for a setting. */
export function felixFieldOf(setting: keyof LogSettingsValues): FelixField {
  const field = FELIX_FIELDS.find((one) => one.setting === setting);
  if (field === undefined) {
    throw new Error(`no field for the setting ${setting}`);
  }
  return field;
}
