export { objectStep } from './object-step';
export { changedOnly, stepMarkdown, UPGRADE_REPORTERS } from './reporters';
export type { ObjectResult, StepResult, UpgradeResult, UpgradeTask } from './result';
export { type UpgradeAttempt, type UpgradeOptions, upgrade } from './upgrade';
