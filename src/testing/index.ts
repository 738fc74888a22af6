export { type AlertExplanation, explain } from './alert-explanation';
export { type AlertMatchers, alertMatchers, type MatcherResult } from './alert-matchers';
export { AlertTest } from './alert-test';
export type { AlertTestOptions } from './alert-under-test';
export { type AuditEventOptions, AuditLogs } from './audit-logs';
export { DnsLogs, type LookupsOptions } from './dns-logs';
export type { ExpectedEvent } from './expected-event';
export {
  type ConnectionsOptions,
  FlowLogs,
  type HappeningOptions,
  type OrdinaryOptions,
  type PortScanOptions,
} from './flow-logs';
export { L7Logs, type RequestsOptions } from './l7-logs';
export { type LogRecordData, LogRows } from './log-rows';
export { Match } from './match';
export { Matcher } from './matcher';
export type { Resource, ResourcePattern } from './resource';
export { Template } from './template';
