import type { RuleDescriptions } from './rule';

/** Rules about queries that are built in a program, and about the props of alerts and AD jobs. */
export const BUILDER_RULES = {
  'query/empty-set': {
    form: 'program',
    what: 'A set in a query has at least one value.',
    why: 'The query language has no empty set.',
    bad: 'FlowFields.SOURCE_NAMESPACE.isOneOf([]);',
    good: "FlowFields.SOURCE_NAMESPACE.isOneOf(['shop']);",
  },
  'query/lone-surrogate': {
    form: 'program',
    what: 'Names and values in a query are well-formed Unicode.',
    why: 'Half a surrogate pair cannot be written into a file.',
    bad: "Query.field('process_args').equalTo('\\ud800');",
    good: "Query.field('process_args').equalTo('\\u{1f600}');",
  },
  'query/nesting': {
    form: 'program',
    what: 'Parentheses in a query are at most 256 deep.',
    why: 'Nobody reads a deeper query, and reading it could exhaust the stack.',
    bad: "let query = Query.field('a').equalTo('b');\nfor (let depth = 0; depth < 300; depth++) {\n  query = query.or(Query.field('c').equalTo('d')).not();\n}",
    good: "const query = Query.field('a').equalTo('b').or(Query.field('c').equalTo('d')).not();",
  },
  'query/not-finite': {
    form: 'program',
    what: 'A number in a query is finite.',
    why: 'The query language has no NaN and no infinity.',
    bad: 'FlowFields.BYTES_IN.greaterThan(Number.NaN);',
    good: 'FlowFields.BYTES_IN.greaterThan(1000);',
  },
  'query/nothing': {
    form: 'program',
    what: 'A query can be fulfilled.',
    why: 'The opposite of every record cannot be written in the query language, and an alert with it would never fire.',
    bad: 'Query.all().not();',
    good: "Query.field('action').equalTo('deny').not();",
  },
  'query/substitution-name': {
    form: 'program',
    what: 'The name of a substitution can be written between ${ and }.',
    why: 'Calico would read another name, or none.',
    bad: "FlowFields.SOURCE_NAMESPACE.isOneOfSubstitution('a}b');",
    good: "FlowFields.SOURCE_NAMESPACE.isOneOfSubstitution('watched');",
  },
  'detector/unknown': {
    form: 'program',
    what: 'A detector is one that Calico has had.',
    why: 'No release runs a detector of another name.',
    bad: "Detector.of('port-scan');",
    good: "Detector.of('port_scan');",
  },
  'port-scan-alert/threshold': {
    form: 'program',
    on: '3.24',
    what: 'The threshold of a PortScanAlert is a whole number, at least 1.',
    why: 'It is a number of rows of flow logs.',
    bad: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 0 });",
    good: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100 });",
  },
  'port-scan-alert/threshold-unread': {
    form: 'program',
    on: '3.14',
    what: 'A threshold is given to a PortScanAlert that works by the rule over flow logs.',
    why: 'The detector has a threshold of its own and does not read this one.',
    bad: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100 });",
    good: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100, method: PortScanMethod.FLOW_LOGS });",
  },
  'ad-jobs/other-variable-known': {
    form: 'program',
    on: '3.12',
    what: 'Variables that the AD jobs have a setting for are set by it.',
    why: 'The variable would appear twice in the container.',
    bad: "new AdJobsDeployment(chart, 'jobs', { cluster, settings: { otherVariables: { CLUSTER_NAME: 'acme' } } });",
    good: "new AdJobsDeployment(chart, 'jobs', { cluster });",
    besides: ['workload/env-duplicate'],
  },
} satisfies RuleDescriptions;
