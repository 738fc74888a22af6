import type { Duration } from 'cdk8s';
import { DURATION, enumOf, FLAG, optional, struct, type ValueType } from '../arguments';
import { FlowAggregation } from './flow-aggregation';

/** The log settings of a cluster that differ from Calico's defaults. */
export interface LogSettingsOptions {
  /**
   * How often flow logs are written: whole seconds, from 1 second to 24 hours.
   *
   * @default - 5 minutes
   */
  readonly flowLogsFlushInterval?: Duration;

  /**
   * How often DNS logs are written: whole seconds, from 1 second to 24 hours.
   *
   * @default - 5 minutes
   */
  readonly dnsLogsFlushInterval?: Duration;

  /**
   * How often L7 logs are written: whole seconds, from 1 second to 24 hours.
   *
   * @default - 5 minutes
   */
  readonly l7LogsFlushInterval?: Duration;

  /**
   * The aggregation of flows that policies allow; not `BY_POD_PREFIX_WITHOUT_PORTS`.
   *
   * @default FlowAggregation.BY_POD_PREFIX
   */
  readonly allowedFlows?: FlowAggregation;

  /**
   * The aggregation of flows that policies deny.
   *
   * @default FlowAggregation.BY_SOURCE
   */
  readonly deniedFlows?: FlowAggregation;

  /**
   * Whether DNS logs name the pod that sent a query. Otherwise the pods of a controller share a record.
   *
   * @default false
   */
  readonly dnsPerPod?: boolean;

  /**
   * Whether flow logs contain statistics of TCP sockets.
   *
   * @default - unknown
   */
  readonly tcpStatistics?: boolean;

  /**
   * Whether flow logs contain the labels of pods.
   *
   * @default - unknown
   */
  readonly labels?: boolean;

  /**
   * Whether flow logs contain the flows of hosts.
   *
   * @default - unknown
   */
  readonly hostEndpoints?: boolean;
}

const AGGREGATION: ValueType<FlowAggregation> = enumOf('FlowAggregation', FlowAggregation);

export const LOG_SETTINGS_OPTIONS: ValueType<LogSettingsOptions> = struct<LogSettingsOptions>(
  { name: 'LogSettingsOptions' },
  {
    flowLogsFlushInterval: optional(DURATION),
    dnsLogsFlushInterval: optional(DURATION),
    l7LogsFlushInterval: optional(DURATION),
    allowedFlows: optional(AGGREGATION),
    deniedFlows: optional(AGGREGATION),
    dnsPerPod: optional(FLAG),
    tcpStatistics: optional(FLAG),
    labels: optional(FLAG),
    hostEndpoints: optional(FLAG),
  },
);
