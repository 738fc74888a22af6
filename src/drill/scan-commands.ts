import { labelSelector } from '../kubernetes';
import { ScanRunKind } from './scan-run';
import type { ScanTarget } from './scan-target';
import { argumentsByHand, podLabels, type ScanWorkload } from './scan-workload';

/** Commands to start a scan and to show its result. */
export interface ScanCommands {
  readonly scan?: string;
  readonly result?: string;
}

export function scanCommands(workload: ScanWorkload): ScanCommands {
  const { name, namespace, run } = workload;
  const kubectl = `kubectl -n ${namespace}`;
  const result = `${kubectl} logs --selector app=${podLabels(workload).app} --tail=-1`;
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
  return argumentsByHand(workload, [addressOfFirstPod(workload.target)]);
}

function addressOfFirstPod(target: ScanTarget): string {
  const query = `kubectl -n ${target.namespace} get pods --selector ${labelSelector(target.labels)}`;
  return `"$(${query} --output jsonpath='{.items[0].status.podIP}')"`;
}
