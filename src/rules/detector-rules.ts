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
    what: 'Alerts of type AnomalyDetection need a release that has them.',
    why: 'Before 3.13 the AD jobs detected anomalies; the API does not know the type.',
    releases: '3.7 to 3.12',
    on: '3.12',
    bad: PORT_SCAN,
    good: RULE,
  },
  'detector-alert/removed': {
    what: 'There are no alerts of type AnomalyDetection once anomaly detection is gone.',
    why: 'Nothing runs them any more; since 3.24 the API server refuses them.',
    releases: 'from 3.18.0-2.0, and from Calico Cloud 18.3.0',
    bad: PORT_SCAN,
    good: RULE,
  },
  'detector-alert/uncertain': {
    what: 'Where nobody says whether a detector works, look whether its alert becomes active.',
    why: 'The documentation names the detector, but no release was ever seen with it.',
    releases: '3.13 and 3.14 for time_series_l7; Calico Cloud 18.0 to 18.2 for all',
    on: '3.14',
    bad: detectorAlert('{ name: time_series_l7 }', 'tigera.io.detector.time-series-l7'),
    good: detectorAlert('{ name: generic_l7 }', 'tigera.io.detector.generic-l7'),
  },
  'detector-alert/detector-missing': {
    what: 'An alert of type AnomalyDetection names its detector.',
    why: 'It has nothing to run otherwise.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{}', 'tigera.io.detector.port-scan'),
    good: PORT_SCAN,
  },
  'detector-alert/detector-unknown': {
    what: 'The detector is one of those that Calico had.',
    why: 'The alert would never become active. Detectors are written with underscores, their alerts with dashes.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: port-scan }', 'tigera.io.detector.port-scan'),
    good: PORT_SCAN,
  },
  'detector-alert/detector-unavailable': {
    what: 'The detector is one of those that the release has.',
    why: 'Detectors came and went between 3.13 and 3.18; with one that is not there the alert never becomes active.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: dns_tunnel }', 'tigera.io.detector.dns-tunnel'),
    good: detectorAlert('{ name: dga }', 'tigera.io.detector.dga'),
    alsoBad: [detectorAlert('{ name: ip_sweep }', 'tigera.io.detector.ip-sweep')],
  },
  'detector-alert/name': {
    what: 'An alert is named after its detector.',
    why: 'Calico has one alert for each detector, and knows it by its name.',
    releases: '3.13 to 3.18.0',
    on: '3.14',
    bad: detectorAlert('{ name: port_scan }', 'port-scan'),
    good: PORT_SCAN,
  },
} satisfies RuleDescriptions;
