import { runOfJob } from './job-run';
import { isScan, nmapText, readNmap } from './nmap-report';
import { failed, ok, unknown, type Walk } from './step';
import type { TriggerFinding } from './trigger-run';

const SCAN = { present: 'scanning', past: 'scanned' };

/** Waits for the end of a Job, and reads what nmap printed. */
export async function scanOfJob(job: unknown, walk: Walk): Promise<TriggerFinding> {
  const run = await runOfJob(job, SCAN, walk);
  if ('finding' in run) {
    return run;
  }
  const { ran, text, log } = run;
  if (typeof log !== 'string') {
    return { finding: unknown(text, `the output of nmap cannot be read: ${log.reason}`), ran };
  }
  const report = readNmap(log);
  return isScan(report) ? { finding: ok(text, nmapText(report)), ran } : { finding: failed(text, nmapText(report)) };
}
