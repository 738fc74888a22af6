export { ApiFailure } from './api-failure';
export type { ConnectOptions } from './cluster-api';
export { detect } from './detect';
export { DETECT_REPORTERS, sourceNotices } from './detect-report';
export { type StepName, StepOutcome, type StepResult, type Watcher } from './step';
export { holds, stepLines, summaryLines, untold, verifyJson } from './verify-report';
export { type VerifyResult, verify } from './walk';
