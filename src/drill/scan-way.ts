import { warningRule } from '../base';
import { labelsOfPods } from '../kubernetes';
import { podLabels } from './run-workload';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import type { ScanWorkload } from './scan-workload';
import type { LabelledPods, Way } from './way-checks';

const BLOCKED = warningRule({
  id: 'scanner/blocked-by-policy',
  form: 'program',
  what: 'No network policy of the app should block the scan.',
  why: 'A scan that never reaches its target is not noticed. Only policies and labels in the same app are taken into account.',
  bad: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });\nconst spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [] };\nconst apiVersion = 'networking.k8s.io/v1';\nnew ApiObject(chart, 'deny', { apiVersion, kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'dev' }, spec });",
  good: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });",
});

/** What policies must let through for a scan. */
export function scanWay({ name, namespace, target, options }: ScanWorkload): Way {
  return {
    traffic: 'scan',
    from: { namespace, labels: labelsOfPods(options, podLabels({ name })) },
    to: podsOf(target),
    rule: BLOCKED,
  };
}

/** The pods to scan, if their labels are known. */
function podsOf({ kind, namespace, labels }: ScanTarget): LabelledPods | undefined {
  return kind === ScanTargetKind.PODS && namespace !== undefined && labels !== undefined
    ? { namespace, labels }
    : undefined;
}

/** The rules that this file checks. */
export const SCAN_WAY_RULES = [BLOCKED] as const;
