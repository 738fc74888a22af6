import { runJob } from '../backtest';

/** A thread of a backtest that reads files, as the command starts it. */
runJob();

// biome-ignore lint/complexity/noUselessEmptyExport: without an export, esbuild takes it for CommonJS and wraps each module in a function.
export {};
