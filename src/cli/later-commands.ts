export { backtestCommand } from './backtest-command';
export { calibrateCommand } from './calibrate-command';
export { convertCommand } from './convert-command';
export { detectCommand } from './detect-command';
export { upgradeCommand } from './upgrade-command';
export { verifyCommand } from './verify-command';
