import type { RuleDescriptions } from './rule';

const target = (props: string) => `new DemoTarget(chart, 'target', { ${props} });`;

/** Rules about everything that runs pods, about the demo and the workshop, and about roles. */
export const WORKLOAD_RULES = {
  'workload/image': {
    form: 'program',
    what: 'An image is a legal reference.',
    why: 'No node can pull another, and the pod never starts.',
    bad: target("image: 'Nginx latest'"),
    good: target("image: 'registry.example.com/nginx:1.27.0'"),
  },
  'workload/image-registry': {
    form: 'program',
    what: 'A registry is a host name with an optional port and path, without a scheme.',
    why: 'It becomes the first part of an image reference.',
    bad: target("imageRegistry: 'https://registry.example.com'"),
    good: target("imageRegistry: 'registry.example.com'"),
    besides: ['workload/image'],
  },
  'workload/pull-secret': {
    form: 'program',
    what: 'The name of a pull secret is an RFC 1123 subdomain.',
    why: 'No secret can have another name.',
    bad: target("imagePullSecrets: ['My Secret']"),
    good: target("imagePullSecrets: ['my-secret']"),
  },
  'workload/label': {
    form: 'program',
    what: 'Labels have the form that Kubernetes demands.',
    why: 'The API server refuses the object.',
    bad: target("labels: { team: 'red & blue' }"),
    good: target("labels: { team: 'red-and-blue' }"),
  },
  'workload/annotation': {
    form: 'program',
    what: 'The keys of annotations have the form that Kubernetes demands.',
    why: 'The API server refuses the object.',
    bad: target("annotations: { 'red & blue': 'team' }"),
    good: target("annotations: { 'red-and-blue': 'team' }"),
  },
  'workload/node-selector': {
    form: 'program',
    what: 'The labels of a node selector have the form that Kubernetes demands.',
    why: 'No node can have another label, so the pod would never be scheduled.',
    bad: target("nodeSelector: { disk: 'very fast' }"),
    good: target("nodeSelector: { disk: 'fast' }"),
  },
  'workload/own-label': {
    form: 'program',
    what: 'The labels that an object is selected by keep their values.',
    why: 'Selectors and policies of the object would select nothing any more.',
    bad: target("labels: { app: 'other' }"),
    good: target("labels: { team: 'other' }"),
  },
  'workload/toleration': {
    form: 'program',
    what: 'The time of a toleration is a whole number of seconds.',
    why: 'The API server refuses others.',
    bad: target("tolerations: [{ key: 'spot', effect: TaintEffect.NO_EXECUTE, stayFor: Duration.millis(1500) }]"),
    good: target("tolerations: [{ key: 'spot', effect: TaintEffect.NO_EXECUTE, stayFor: Duration.seconds(2) }]"),
  },
  'demo-target/namespace': {
    form: 'program',
    what: 'The namespace of the demo is an RFC 1123 label.',
    why: 'The API server refuses a namespace of another name.',
    bad: target("namespace: 'My Namespace'"),
    good: target("namespace: 'demo'"),
  },
  'workshop/alert-left-out': {
    form: 'program',
    on: '3.12',
    what: 'The alert of module 7 is made where the release has detectors, or needs a rule.',
    why: 'On older releases the AD jobs detect port scans, and the chart has no alert.',
    bad: "new AnomalyDetectionChart(app, 'module-7', { cluster });",
    good: "new AdJobsDeployment(chart, 'jobs', { cluster });",
    besides: ['ad-jobs/disabled-job-setting', 'ad-jobs/other-generation'],
  },
  'workshop/ad-jobs-left-out': {
    form: 'program',
    on: '3.24',
    what: 'The AD jobs of module 7 are made where the release has anomaly detection.',
    why: 'Their image, secret and API are gone, so the chart has the alert alone.',
    bad: "new AnomalyDetectionChart(app, 'module-7', { cluster });",
    good: "new PortScanAlert(chart, 'port-scan', { cluster });",
  },
  'verifier/name': {
    form: 'program',
    what: 'The name of the roles is an RFC 1123 subdomain.',
    why: 'The API server refuses others.',
    bad: "new VerifierRole(chart, 'role', { cluster, name: 'My Role' });",
    good: "new VerifierRole(chart, 'role', { cluster, name: 'my-role' });",
  },
  'verifier/subject': {
    form: 'program',
    what: 'A subject of the roles has a legal name.',
    why: 'The roles would be bound to nobody.',
    bad: "VerifierSubject.user('');",
    good: "VerifierSubject.user('ann');",
  },
  'verifier/subject-everyone': {
    form: 'program',
    what: 'The roles are not bound to a group that holds everybody.',
    why: 'They let people scan from inside the cluster.',
    bad: "VerifierSubject.group('system:authenticated');",
    good: "VerifierSubject.group('security-team');",
  },
} satisfies RuleDescriptions;
