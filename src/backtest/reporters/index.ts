import type { BacktestResult } from '../result';
import { backtestHtml } from './html-reporter';
import { backtestJson } from './json-reporter';
import { backtestMarkdown } from './markdown-reporter';
import { backtestText } from './text-reporter';

export { eventLines, isEventLine } from './event-lines';
export { countText, numberText, timeText } from './words';

/** The reporters, by the name of their format. One that goes through the runs again lets other events be handled. */
export const BACKTEST_REPORTERS: Readonly<Record<string, (result: BacktestResult) => string | Promise<string>>> = {
  text: backtestText,
  json: backtestJson,
  markdown: backtestMarkdown,
  html: backtestHtml,
};
