import { labelSelector } from '../kubernetes';
import { type RunCommands, runCommands } from './run-workload';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { argumentsByHand, type ScanWorkload } from './scan-workload';
import { word } from './shell-word';

/** Commands to start a scan and to show its result. */
export function scanCommands(workload: ScanWorkload): RunCommands {
  return runCommands(workload, () => ['nmap', ...nmapByHand(workload)]);
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
