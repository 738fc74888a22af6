export { alertMatchers, type MatcherResult } from './alert-matchers';
export { AlertTest, type ExpectedEvent } from './alert-test';
export type { AlertTestOptions } from './alert-under-test';
export {
  type ConnectionsOptions,
  FlowLogs,
  type HappeningOptions,
  type OrdinaryOptions,
  type PortScanOptions,
} from './flow-logs';
export { type LogRecordData, LogRows } from './log-rows';
export { Match } from './match';
export { Matcher } from './matcher';
export {
  type AuditEventOptions,
  AuditLogs,
  DnsLogs,
  L7Logs,
  type LookupsOptions,
  type RequestsOptions,
} from './other-logs';
export type { Resource, ResourcePattern } from './resource';
export { Template } from './template';
