import { alert, detectorAlert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const PORT_SCAN = detectorAlert('{ name: port_scan }', 'tigera.io.detector.port-scan');
const RULE = alert(
  { metric: 'count', condition: 'gt', threshold: '1000', aggregateBy: '[source_namespace]' },
  'network.port-scan',
);

/** Rules about alerts that run a detector. */
export const DETECTOR_RULES = {
  'detector-alert/not-yet': {
    what: 'Alerts of type AnomalyDetection require a release that supports them.',
    why: 'Before 3.13, the AD jobs detected anomalies, and the API does not have this type.',
    releases: '3.7 to 3.12',
    on: '3.12',
    bad: PORT_SCAN,
    good: RULE,
  },
  'detector-alert/removed': {
    what: 'Alerts of type AnomalyDetection must not be applied to a release without anomaly detection.',
    why: 'Nothing runs them any more, and from 3.24 on the API server rejects them.',
    releases: 'from 3.18.0-2.0, and from Calico Cloud 18.3.0',
    bad: PORT_SCAN,
    good: RULE,
  },
  'detector-alert/uncertain': {
    what: 'If it is unknown whether a detector works, check that its alert becomes active.',
    why: 'The documentation lists the detector, but it has not been seen in any release.',
    releases: '3.13 and 3.14 for time_series_l7; Calico Cloud 18.0 to 18.2 for all',
    on: '3.14',
    bad: detectorAlert('{ name: time_series_l7 }', 'tigera.io.detector.time-series-l7'),
    good: detectorAlert('{ name: generic_l7 }', 'tigera.io.detector.generic-l7'),
  },
  'detector-alert/detector-missing': {
    what: 'An alert of type AnomalyDetection must name its detector.',
    why: 'Otherwise it has nothing to run.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{}', 'tigera.io.detector.port-scan'),
    good: PORT_SCAN,
  },
  'detector-alert/detector-unknown': {
    what: 'The detector must be one that Calico has had.',
    why: 'Otherwise the alert never becomes active. Names of detectors contain underscores, names of their alerts dashes.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: port-scan }', 'tigera.io.detector.port-scan'),
    good: PORT_SCAN,
  },
  'detector-alert/detector-unavailable': {
    what: 'The detector must be available on the release.',
    why: 'Detectors were added and removed between 3.13 and 3.18. If the detector is not available, the alert never becomes active.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: dns_tunnel }', 'tigera.io.detector.dns-tunnel'),
    good: detectorAlert('{ name: dga }', 'tigera.io.detector.dga'),
    alsoBad: [detectorAlert('{ name: ip_sweep }', 'tigera.io.detector.ip-sweep')],
  },
  'detector-alert/name': {
    what: 'An alert should be named after its detector.',
    why: 'Calico has one alert for each detector, and identifies it by its name. From 3.15 on, this is an error.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: port_scan }', 'port-scan'),
    good: PORT_SCAN,
  },
} satisfies RuleDescriptions;
