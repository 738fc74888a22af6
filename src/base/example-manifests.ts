/** Fields of a spec as YAML text, in order; undefined leaves one of the usual fields out. */
type Fields = Readonly<Record<string, string | undefined>>;

const USUAL_FIELDS: Fields = {
  description: 'SSH inside the cluster',
  severity: '80',
  dataSet: 'flows',
  query: 'dest_port = 22',
};

/** An alert that is right, but for the fields that are given. One that aggregates shows its first field. */
export function alert(fields: Fields = {}, name = 'network.ssh'): string {
  const [, aggregatedBy] = /^\[([\w.]+)/.exec(fields['aggregateBy'] ?? '') ?? [];
  const description =
    aggregatedBy === undefined ? USUAL_FIELDS['description'] : `SSH inside the cluster, from \${${aggregatedBy}}`;
  return manifest('GlobalAlert', name, { ...USUAL_FIELDS, description, ...fields });
}

/** An alert that runs a detector. */
export function detectorAlert(detector: string, name: string): string {
  const fields = { description: 'Port scans', severity: '100', type: 'AnomalyDetection', detector };
  return manifest('GlobalAlert', name, fields);
}

/** The Deployment of the AD jobs, as far as it is checked: the lines of its variables, and its image. */
export function adJobs(variables: readonly string[], image = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0'): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: ad-jobs-deployment',
    '  namespace: tigera-intrusion-detection',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: ad-jobs',
    `          image: ${image}`,
    '          env:',
    ...variables.map((line) => `            ${line}`),
    '',
  ].join('\n');
}

/** The AD jobs of a cluster that has a name, with one variable more. */
export function adJobsWith(name: string, value: string): string {
  return adJobs([...NAMED_CLUSTER, `- name: ${name}`, `  value: ${value}`]);
}

export const NAMED_CLUSTER: readonly string[] = ['- name: CLUSTER_NAME', '  value: acme.aks-prod'];

/** What a policy of the AD jobs is made from, where it is not as on newer releases. */
export interface JobsPolicy {
  readonly tier?: string;
  readonly name?: string;
  /** Lines of the destination of its only rule. */
  readonly destination: readonly string[];
}

/** A policy that lets the AD jobs send to one destination. */
export function jobsPolicy({ destination, tier = 'calico-system', ...policy }: JobsPolicy): string {
  return [
    'apiVersion: projectcalico.org/v3',
    'kind: NetworkPolicy',
    'metadata:',
    `  name: ${policy.name ?? `${tier}.allow-anomaly-detection`}`,
    '  namespace: tigera-intrusion-detection',
    'spec:',
    `  tier: ${tier}`,
    "  selector: app == 'anomaly-detection'",
    '  egress:',
    '    - action: Allow',
    '      destination:',
    ...destination.map((line) => `        ${line}`),
    '',
  ].join('\n');
}

/** The destination of a rule: pods by their label `k8s-app`, in one namespace. */
export function podsOf(app: string, namespace: string): readonly string[] {
  return [`selector: k8s-app == '${app}'`, `namespaceSelector: projectcalico.org/name == '${namespace}'`];
}

function manifest(kind: string, name: string, fields: Fields): string {
  const lines = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [`  ${field}: ${value}`],
  );
  const head = ['apiVersion: projectcalico.org/v3', `kind: ${kind}`, 'metadata:', `  name: ${name}`, 'spec:'];
  return [...head, ...lines, ''].join('\n');
}
