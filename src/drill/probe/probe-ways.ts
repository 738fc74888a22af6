import { warningRule } from '../../base';
import type { LabelledPods, Way } from '../way-checks';
import { ProbeActionKind } from './probe-action';
import { ProbeTargetKind } from './probe-target';
import type { ProbeFacts } from './trace';

const BLOCKED = warningRule({
  id: 'probe/blocked-by-policy',
  form: 'program',
  what: 'No network policy of the app should block a probe.',
  why: 'A probe that never reaches its target may not be noticed. Only Kubernetes policies and labels in the same app are taken into account.',
  bad: "new Probe(chart, 'probe', { cluster, namespace: 'dev', action: ProbeAction.lookup('www.example.com') });\nconst spec = { podSelector: {}, policyTypes: ['Egress'], egress: [] };\nconst apiVersion = 'networking.k8s.io/v1';\nnew ApiObject(chart, 'deny', { apiVersion, kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'dev' }, spec });",
  good: "new Probe(chart, 'probe', { cluster, namespace: 'dev', action: ProbeAction.lookup('www.example.com') });",
});

/** The DNS servers of most clusters. */
const DNS: LabelledPods = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/** What policies must let through for a probe: the lookup of a name, and what follows. */
export function probeWays({ namespace, labels, action }: ProbeFacts): Way[] {
  const shared = { from: { namespace, labels }, rule: BLOCKED };
  const { kind, target } = action;
  const lookup: Way = { ...shared, traffic: 'lookup', to: DNS, port: { protocol: 'UDP', number: 53 } };
  if (target === undefined) {
    return [lookup];
  }
  const { podLabels, podPort, namespace: other } = target;
  const to = podLabels === undefined || other === undefined ? undefined : { namespace: other, labels: podLabels };
  const port = kind === ProbeActionKind.PING ? undefined : ({ protocol: 'TCP', number: podPort } as const);
  const connection: Way = { ...shared, traffic: 'connection', to, port };
  return target.kind === ProbeTargetKind.ADDRESS ? [connection] : [lookup, connection];
}

/** The rules that this file checks. */
export const PROBE_WAY_RULES = [BLOCKED] as const;
