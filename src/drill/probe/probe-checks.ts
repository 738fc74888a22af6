import { errorRule, type Finding } from '../../base';
import type { CalicoCluster } from '../../calico';
import type { IAlert } from '../../kinds/global-alert';
import { dnsLabelProblem } from '../../kubernetes';
import { otherCluster } from '../other-cluster';

const probe = (props = '', namespace = 'dev') =>
  `const action = ProbeAction.lookup('www.example.com');\nnew Probe(chart, 'probe', { cluster, namespace: '${namespace}', action${props} });`;

const NAME = errorRule({
  id: 'probe/name',
  form: 'program',
  what: 'The name of a probe must be an RFC 1123 label of at most 52 characters.',
  why: 'It is also the value of a label of the pods, and part of the names of Jobs.',
  bad: probe(", name: 'My Probe'"),
  good: probe(", name: 'my-probe'"),
});
const NAMESPACE = errorRule({
  id: 'probe/namespace',
  form: 'program',
  what: 'The namespace of a probe must be an RFC 1123 label.',
  why: 'No namespace can have any other name.',
  bad: probe('', 'My Namespace'),
  good: probe(),
});
const TIMES = errorRule({
  id: 'probe/times',
  form: 'program',
  what: 'A probe must act from 1 to 1000 times.',
  why: 'A probe is not a load test, and one that does nothing raises no event.',
  bad: probe(', times: 0'),
  good: probe(', times: 5'),
});

const OTHER_CLUSTER = errorRule({
  id: 'probe/other-cluster',
  form: 'program',
  what: 'The alert of a probe must be for the cluster that the probe runs on.',
  why: 'An alert only sees the logs of its own cluster.',
  bad: "const other = CalicoCluster.managed({ name: 'acme.aks-test', release });\nconst detectedBy = GlobalAlert.fromTemplate(chart, 'alert', RuleTemplate.POLICY_POD, { cluster: other });\nconst action = ProbeAction.lookup('www.example.com');\nnew Probe(chart, 'probe', { cluster, namespace: 'dev', action, detectedBy });",
  good: "const rule = AlertRule.dns({ query: DnsFields.QNAME.equalTo('www.example.com') });\nconst name = 'dns.drill';\nconst detectedBy = new GlobalAlert(chart, 'alert', { cluster, name, rule, description: 'Drill' });\nconst action = ProbeAction.lookup('www.example.com');\nnew Probe(chart, 'probe', { cluster, namespace: 'dev', action, detectedBy });",
  besides: ['probe/undetected'],
});

/** The limit of Kubernetes for a CronJob, whose Jobs append a timestamp to the name. */
const LONGEST_NAME = 52;

const MOST_TIMES = 1_000;

/** Checks the name, the namespace and the number of attempts of a probe. */
export function checkProbe(name: string, namespace: string, times: number): Finding[] {
  const nameProblem =
    dnsLabelProblem(name) ??
    (name.length > LONGEST_NAME
      ? `must be no more than ${LONGEST_NAME} characters, because Jobs are named after it`
      : undefined);
  const namespaceProblem = dnsLabelProblem(namespace);
  const isNumber = Number.isInteger(times) && times >= 1 && times <= MOST_TIMES;
  const timesMessage = `must be a whole number from 1 to ${MOST_TIMES}`;
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, keys: ['name'], value: name, message: nameProblem }]),
    ...(namespaceProblem === undefined
      ? []
      : [{ ...NAMESPACE, keys: ['namespace'], value: namespace, message: namespaceProblem }]),
    ...(isNumber ? [] : [{ ...TIMES, keys: ['times'], value: times, message: timesMessage }]),
  ];
}

/** Checks that an alert is for the cluster of a probe. */
export function checkAlertCluster(
  { alertName, cluster: other }: IAlert,
  cluster: CalicoCluster | undefined,
): Finding[] {
  const problem = otherCluster(other, cluster);
  const message = `is an alert for ${problem?.other}, which does not see the logs of ${problem?.own}, on which the probe runs`;
  return problem === undefined ? [] : [{ ...OTHER_CLUSTER, keys: ['detectedBy'], value: alertName, message }];
}

/** The rules that this file checks. */
export const PROBE_RULES = [NAME, NAMESPACE, TIMES, OTHER_CLUSTER] as const;
