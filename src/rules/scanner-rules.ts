import type { RuleDescriptions } from './rule';

const TARGET = "const target = ScanTarget.service({ namespace: 'shop', name: 'web' });";
const scanner = (props = '') => `${TARGET}\nnew NetshootScanner(chart, 'scanner', { cluster, target${props} });`;
const ALERT = "const detectedBy = new PortScanAlert(chart, 'port-scan', { cluster });";
const noticed = (props: string) => `${ALERT}\n${scanner(`, detectedBy${props}`)}`;

/** Rules about the scanner, its target, and whether the scan is noticed. */
export const SCANNER_RULES = {
  'scanner/target-namespace': {
    form: 'program',
    what: 'The namespace of a target is an RFC 1123 label.',
    why: 'There is no namespace of another name.',
    bad: "ScanTarget.service({ namespace: 'My Shop', name: 'web' });",
    good: "ScanTarget.service({ namespace: 'shop', name: 'web' });",
  },
  'scanner/target-labels': {
    form: 'program',
    what: 'Pods that are scanned are named by at least one legal label.',
    why: 'Without a label every pod of the namespace would be scanned.',
    bad: "ScanTarget.pods({ namespace: 'shop', labels: {} });",
    good: "ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });",
  },
  'scanner/target-service': {
    form: 'program',
    what: 'The name of a service that is scanned is an RFC 1123 label.',
    why: 'There is no service of another name.',
    bad: "ScanTarget.service({ namespace: 'shop', name: 'My Web' });",
    good: "ScanTarget.service({ namespace: 'shop', name: 'web' });",
  },
  'scanner/target-address': {
    form: 'program',
    what: 'Addresses that are scanned are legal, and all of one kind.',
    why: 'A single run of nmap scans either IPv4 or IPv6.',
    bad: "ScanTarget.addresses({ addresses: ['10.0.0.300'] });",
    good: "ScanTarget.addresses({ addresses: ['10.0.0.30'] });",
  },
  'scanner/target-public': {
    form: 'program',
    what: 'A public address is scanned with the consent of its owner only.',
    why: 'A port scan of the systems of somebody else can be an offence.',
    bad: "ScanTarget.addresses({ addresses: ['8.8.8.8'] });",
    good: "const publicAddressesReason = 'ours, agreed with the network team';\nScanTarget.addresses({ addresses: ['8.8.8.8'], publicAddressesReason });",
  },
  'scanner/port-range': {
    form: 'program',
    what: 'A range of ports lies within 1 to 65535, and ends after it begins.',
    why: 'The command nmap refuses others.',
    bad: 'PortRange.of(600, 1);',
    good: 'PortRange.of(1, 600);',
  },
  'scanner/max-retries': {
    form: 'program',
    what: 'The number of retries is a whole number from 0 to 50.',
    why: 'The command nmap refuses others.',
    bad: scanner(', nmap: { maxRetries: 100 }'),
    good: scanner(', nmap: { maxRetries: 1 }'),
  },
  'scanner/host-timeout': {
    form: 'program',
    what: 'The time after which nmap gives up a host is a whole number of seconds, at least 1.',
    why: 'A shorter time ends the scan before it begins.',
    bad: scanner(', nmap: { hostTimeout: Duration.millis(500) }'),
    good: scanner(', nmap: { hostTimeout: Duration.minutes(5) }'),
  },
  'scanner/raw-scan-reason': {
    form: 'program',
    what: 'A scan with raw packets has a reason.',
    why: 'It needs root and NET_RAW, which most namespaces forbid.',
    bad: scanner(", nmap: { rawPacketsReason: '' }"),
    good: scanner(),
    besides: ['scanner/raw-packets'],
  },
  'scanner/raw-packets': {
    form: 'program',
    what: 'A scan does without raw packets.',
    why: 'The namespace must allow the Pod Security level privileged.',
    bad: scanner(", nmap: { rawPacketsReason: 'to tell filtered ports from closed ones' }"),
    good: scanner(),
  },
  'scanner/name': {
    form: 'program',
    what: 'The name of a scanner is legal for its kind.',
    why: 'The API server refuses others.',
    bad: scanner(", name: 'My Scanner'"),
    good: scanner(", name: 'my-scanner'"),
  },
  'scanner/namespace': {
    form: 'program',
    what: 'The namespace of a scanner is an RFC 1123 label.',
    why: 'There is no namespace of another name.',
    bad: scanner(", namespace: 'My Shop'"),
    good: scanner(", namespace: 'shop'"),
  },
  'scanner/namespace-missing': {
    form: 'program',
    what: 'A scanner of addresses has a namespace.',
    why: 'Addresses are in no namespace that could be used.',
    bad: "const target = ScanTarget.addresses({ addresses: ['10.0.0.30'] });\nnew NetshootScanner(chart, 'scanner', { cluster, target });",
    good: "const target = ScanTarget.addresses({ addresses: ['10.0.0.30'] });\nnew NetshootScanner(chart, 'scanner', { cluster, target, namespace: 'shop' });",
  },
  'scanner/blocked-by-policy': {
    form: 'program',
    what: 'No network policy of the app blocks the scan.',
    why: 'What never reaches its target is not noticed either. Only policies and labels in the same app are known.',
    bad: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });\nconst spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [] };\nconst apiVersion = 'networking.k8s.io/v1';\nnew ApiObject(chart, 'deny', { apiVersion, kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'dev' }, spec });",
    good: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });",
  },
  'scanner/detector-disabled': {
    form: 'program',
    on: '3.12',
    what: 'The AD jobs that are to notice a scan run the job port_scan.',
    why: 'Nothing else in them looks at ports.',
    bad: `const disabledJobs = [AdJob.PORT_SCAN];\nconst detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster, disabledJobs });\n${scanner(', detectedBy')}`,
    good: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 1200)')}`,
  },
  'scanner/too-few-ports': {
    form: 'program',
    on: '3.24',
    what: 'A scan tries at least as many ports as the threshold of what is to notice it.',
    why: 'The scan would not be noticed.',
    bad: noticed(', ports: PortRange.of(1, 100)'),
    good: noticed(', ports: PortRange.of(1, 600)'),
  },
  'scanner/too-slow': {
    form: 'program',
    on: '3.24',
    what: 'A scan tries enough ports within the window of what is to notice it.',
    why: 'The scan would not be noticed.',
    bad: noticed(', ports: PortRange.of(1, 600), nmap: { timing: NmapTiming.SNEAKY }'),
    good: noticed(', ports: PortRange.of(1, 600)'),
  },
  'scanner/likely-unnoticed': {
    form: 'program',
    on: '3.14',
    what: 'A scan tries at least as many ports as the detector probably wants.',
    why: 'The threshold of the detector is not documented; the AD job that it once was has 500.',
    bad: noticed(', ports: PortRange.of(1, 100)'),
    good: noticed(', ports: PortRange.of(1, 1200)'),
  },
  'scanner/split-window': {
    form: 'program',
    on: '3.12',
    what: 'A scan that falls into two windows still reaches the threshold in one of them.',
    why: 'Whether it is noticed depends on the moment at which it begins.',
    bad: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 600)')}`,
    good: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 1200)')}`,
  },
} satisfies RuleDescriptions;
