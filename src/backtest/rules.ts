import { TEMPORARY_FILES_RULES } from './running';

/** The rules of this room. */
export const BACKTEST_RULES = [...TEMPORARY_FILES_RULES] as const;
