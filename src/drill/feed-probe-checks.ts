import { errorRule, type Finding } from '../base';
import { dnsLabelProblem } from '../kubernetes';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import type { ThreatFeedProbeProps } from './threat-feed-probe-props';

const LOGS =
  "const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });\nCalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.aks-prod', release, logs }));\n";
const CONTROL = "const control = ScanTarget.service({ namespace: 'shop', name: 'web' });\n";
const ADDRESS = "const control = ScanTarget.addresses({ addresses: ['10.0.0.30'] });\n";
const FEED = "const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.TOR_EXITS);\n";
const DOMAINS =
  "const source = ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' });\nconst content = ThreatFeedContent.domains();\nconst feed = new ThreatFeed(chart, 'feed', { name: 'bad-domains', content, source });\n";
const probe = (props = '', before = CONTROL) =>
  `${LOGS}${before.includes('const feed') ? '' : FEED}${before}new ThreatFeedProbe(chart, 'probe', { feed, control${props} });`;

const NAME = errorRule({
  id: 'feed-probe/name',
  form: 'program',
  what: 'The name of a probe must be an RFC 1123 label.',
  why: 'It is also the value of a label of the pod, and part of a command.',
  bad: probe(", name: 'My Probe'"),
  good: probe(", name: 'my-probe'"),
});
const NAMESPACE = errorRule({
  id: 'feed-probe/namespace',
  form: 'program',
  what: 'The namespace of a probe must be an RFC 1123 label.',
  why: 'No namespace can have any other name.',
  bad: probe(", namespace: 'My Shop'"),
  good: probe(", namespace: 'shop'"),
});
const NAMESPACE_MISSING = errorRule({
  id: 'feed-probe/namespace-missing',
  form: 'program',
  what: 'A probe whose control is an address must have a namespace.',
  why: 'Addresses do not belong to a namespace that could be used as the default.',
  bad: probe('', ADDRESS),
  good: probe(", namespace: 'shop'", ADDRESS),
});
const NETWORK_SET = errorRule({
  id: 'feed-probe/feed-without-network-set',
  form: 'program',
  what: 'The feed of a probe must have a network set.',
  why: 'Policies block the addresses of the network set, and the probe tries some of them.',
  bad: probe('', `${DOMAINS}${CONTROL}`),
  good: probe(),
});
const PORT = errorRule({
  id: 'feed-probe/port',
  form: 'program',
  what: 'The ports of a probe must be whole numbers from 1 to 65535.',
  why: 'TCP has no other ports to connect to.',
  bad: probe(', port: 0'),
  good: probe(', port: 8443'),
});
const CONTROL_PODS = errorRule({
  id: 'feed-probe/control-pods',
  form: 'program',
  what: 'The control of a probe must be a Service or addresses.',
  why: 'The address of a pod is only known when it runs.',
  bad: probe('', "const control = ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });\n"),
  good: probe(),
});

/** Checks a probe before it is created, apart from the options of its pod. */
export function checkFeedProbe(
  { feed, port, control, controlPort }: ThreatFeedProbeProps,
  name: string,
  namespace: string | undefined,
): Finding[] {
  const nameProblem = dnsLabelProblem(name);
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, keys: ['name'], value: name, message: nameProblem }]),
    ...checkNamespace(namespace),
    ...checkControl(control),
    ...checkPort('port', port),
    ...checkPort('controlPort', controlPort),
    ...(feed.networkSetName === undefined ? [withoutNetworkSet(feed.feedName)] : []),
  ];
}

function checkNamespace(namespace: string | undefined): Finding[] {
  if (namespace === undefined) {
    const message = 'must be set, because addresses have no namespace to use as the default';
    return [{ ...NAMESPACE_MISSING, keys: ['namespace'], message }];
  }
  const message = dnsLabelProblem(namespace);
  return message === undefined ? [] : [{ ...NAMESPACE, keys: ['namespace'], value: namespace, message }];
}

function checkControl({ kind }: ScanTarget): Finding[] {
  const message = 'must be a Service or addresses, because the address of a pod is only known when it runs';
  return kind === ScanTargetKind.PODS ? [{ ...CONTROL_PODS, keys: ['control'], message }] : [];
}

function checkPort(prop: 'port' | 'controlPort', port: number | undefined): Finding[] {
  return port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [{ ...PORT, keys: [prop], value: port, message: 'must be a whole number from 1 to 65535' }];
}

function withoutNetworkSet(value: string): Finding {
  const message =
    'has no network set, so policies cannot block its addresses; use a feed of addresses that Calico downloads, with networkSetLabels';
  return { ...NETWORK_SET, keys: ['feed'], value, message };
}

/** The rules that this file checks. */
export const FEED_PROBE_RULES = [NAME, NAMESPACE, NAMESPACE_MISSING, NETWORK_SET, PORT, CONTROL_PODS] as const;
