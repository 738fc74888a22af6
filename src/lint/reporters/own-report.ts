import { isMap, parsedJson, valueAt } from '../../base';
import { TOOL } from './sarif-reporter';

/** The last line of a report for people, before its notes. */
const SUMMARY = /^(?:Nothing was checked|.{0,60}: \d+ objects? checked)/m;

/** All lines of a report for GitHub. */
const COMMANDS = /^(?:::(?:error|warning|notice) [^\n]*\n)*$/;

/** Whether a text is a report of `lint`, in any of its formats, so a new one can replace it. */
export function isReport(text: string): boolean {
  return COMMANDS.test(text) || isJsonReport(text) || (!text.startsWith('{') && SUMMARY.test(text));
}

function isJsonReport(text: string): boolean {
  const data = text.startsWith('{') ? parsedJson(text) : undefined;
  return (
    (Array.isArray(valueAt(data, 'findings')) && isMap(valueAt(data, 'checked'))) ||
    valueAt(data, 'runs', 0, 'tool', 'driver', 'name') === TOOL
  );
}
