import { printable, printableJson } from '../../base';
import type { ExplainedAlert, ExplainResult } from '../explain-files';
import type { LogRequest } from '../explanation';
import { reasonText } from './text-reporter';

/** Which request of an alert is asked for. */
export type RequestName = 'request' | 'partials';

/** The requests of all alerts, to be pasted into Kibana's Dev Tools. What is not a request is a comment there. */
export function requestText({ alerts }: ExplainResult, name: RequestName): string {
  return alerts.map((alert) => alertText(alert, alert[name])).join('\n');
}

function alertText({ file, line, object, verdict, reasons }: ExplainedAlert, request: LogRequest | undefined): string {
  const why = verdict === 'fires' ? [] : reasons.map((reason) => `${verdict}: ${reasonText(reason)}`);
  const missing = request === undefined ? ['there is no request, because it is refused or not evaluated'] : [];
  const comments = [`${object} (${file}:${line})`, ...why, ...missing];
  if (request?.nextPage !== undefined) {
    comments.push(`For the next page, ${request.nextPage}.`);
  }
  const lines = comments.map((comment) => `${printable(`# ${comment}`)}\n`).join('');
  return request === undefined ? lines : `${lines}${request.method} ${request.path}\n${printableJson(request.body)}`;
}
