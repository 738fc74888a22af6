import { labelSelector } from '../kubernetes';
import { ScanRunKind } from './scan-run';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { argumentsByHand, podLabels, type ScanWorkload } from './scan-workload';

/** Commands to start a scan and to show its result. */
export interface ScanCommands {
  readonly scan?: string;
  readonly result?: string;
}

export function scanCommands(workload: ScanWorkload): ScanCommands {
  const { run } = workload;
  const name = word(workload.name);
  const kubectl = `kubectl -n ${word(workload.namespace)}`;
  const result = `${kubectl} logs --selector ${word(`app=${podLabels(workload).app}`)} --tail=-1`;
  switch (run.kind) {
    case ScanRunKind.POD:
      return { scan: `${kubectl} exec ${name} -- nmap ${nmapByHand(workload).join(' ')}` };
    case ScanRunKind.ON_DEMAND:
      return { scan: `${kubectl} create job --from=cronjob/${name} "${name}-$(date +%s)"`, result };
    default:
      return { result };
  }
}

/** The address of one pod replaces the Service through which a Job finds all pods. */
function nmapByHand(workload: ScanWorkload): string[] {
  return [...argumentsByHand(workload, []).map(word), ...firstPodOf(workload.target)];
}

function firstPodOf({ kind, namespace = '', labels }: ScanTarget): string[] {
  if (kind !== ScanTargetKind.PODS) {
    return [];
  }
  const query = `kubectl -n ${word(namespace)} get pods --selector ${word(labelSelector(labels))}`;
  return [`"$(${query} --output jsonpath='{.items[0].status.podIP}')"`];
}

/** A word of a shell command. What was checked needs no quotes. They are for values that plain JavaScript passed in a way that no check expects. */
export function word(text: string): string {
  return /^[-\w.:,=/]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
