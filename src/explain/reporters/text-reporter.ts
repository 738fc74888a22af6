import { plural, printable, section } from '../../base';
import type { ExplainedAlert, ExplainResult } from '../explain-files';
import type { Reason, Sentences, Verdict } from '../explanation';

const VERDICTS: Readonly<Record<Verdict, (release: string) => string>> = {
  fires: (release) => `can raise events on ${release}`,
  never: (release) => `can never raise an event on ${release}`,
  refused: (release) => `is refused on ${release}`,
  unknown: (release) => `cannot be explained for ${release}`,
};

const TITLES: Readonly<Record<keyof Sentences, string>> = {
  records: 'Records',
  groups: 'Groups',
  condition: 'Condition',
  dropped: 'Records that are dropped',
  limits: 'Limits',
  repeats: 'How often it can raise an event for one incident',
  event: 'Event',
};

/** What an assumption is based on, by its grade. */
export const GRADES = { D: 'documented', E: 'tested', O: 'observed' } as const;

/** Whether alerts can fire, first; then what they do, in sentences. */
export function explainText({ alerts, checked }: ExplainResult): string {
  const lines = alerts.flatMap((alert) => [...alertLines(alert), '']);
  const counts = `${plural(checked.alerts, 'alert')} explained (${plural(checked.files, 'file')}, ${plural(checked.skipped, 'other object')})`;
  return [...lines, counts, ''].map(printable).join('\n');
}

function alertLines({ file, line, object, release, verdict, ...alert }: ExplainedAlert): string[] {
  const { reasons, warnings, sentences, assumptions } = alert;
  const titles = Object.entries(TITLES) as [keyof Sentences, string][];
  return [
    `${file}:${line} ${object} ${VERDICTS[verdict](release)}`,
    ...section('Why', reasons.map(reasonText)),
    ...section('Warnings', warnings.map(reasonText)),
    ...titles.flatMap(([name, title]) => section(title, sentences[name])),
    ...section(
      'Assumptions',
      assumptions.map(({ grade, words }) => `${GRADES[grade]}: ${words}`),
    ),
  ];
}

/** A reason as findings are printed: `spec.severity = 101: must be … [global-alert/severity-range]`. */
export function reasonText({ rule, path, value, message }: Reason): string {
  const place = path === undefined ? '' : value === undefined ? `${path}: ` : `${path} = ${value}: `;
  return `${place}${message}${rule === undefined ? '' : ` [${rule}]`}`;
}
