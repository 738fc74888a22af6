export { ApiFailure } from './api-failure';
export type { ConnectOptions } from './cluster-api';
export { detect } from './detect';
export { DETECT_REPORTERS, sourceNotices } from './detect-report';
export { LIVE_RULES } from './rules';
export type { StepResult, Watcher } from './step';
export type { Timing } from './timing';
export { allPassed, anyUnknown, stepLines, summaryLines, verifyJson } from './verify-report';
export { type VerifyResult, verify } from './walk';
