import { version } from '../../calico';
import { DataSet } from '../../logs';

/** What is known about one detector. */
export interface DetectorFacts {
  readonly title: string;
  /** The logs that it reads, according to the documentation. */
  readonly dataSet: DataSet;
  /** The first release whose operator has it. */
  readonly since: string;
  /** The first release whose operator no longer has it; undefined if it was removed together with all others. */
  readonly until?: string;
  /** One sentence: the description of its constants `Detector.X` and `AdJob.X`, and the summary of its alerts. */
  readonly description: string;
  /** The most similar detector, for releases that lack this one. */
  readonly instead?: string;
  /** Documented, but no operator ever had a template for it. */
  readonly uncertain?: boolean;
  /** False for a detector that is newer than the AD jobs; all others are also AD jobs. */
  readonly adJob?: false;
}

const { DNS, FLOWS, L7 } = DataSet;

// biome-ignore format: a table is read by its columns
export const DETECTORS: Readonly<Record<string, DetectorFacts>> = {
  dga:                   { since: '3.13.0', dataSet: DNS,   title: 'Domain generation algorithm (DGA)', description: 'Queried domain names that look machine-generated, like those that malware uses to reach its servers.' },
  http_connection_spike: { since: '3.13.0', dataSet: L7,    title: 'HTTP connection spike', description: 'Services with many more inbound HTTP connections than usual.' },
  http_response_codes:   { since: '3.13.0', dataSet: L7,    title: 'HTTP response codes', description: 'Services that answer with an unusual share of 4xx and 5xx codes.' },
  http_verbs:            { since: '3.13.0', dataSet: L7,    title: 'Rare HTTP request verbs', description: 'Services that receive rarely used HTTP methods.' },
  port_scan:             { since: '3.13.0', dataSet: FLOWS, title: 'Port scan', description: 'Pods that send to many ports.' },
  generic_dns:           { since: '3.13.0', dataSet: DNS,   title: 'Excessive values in DNS logs', description: 'Unusually high values in the numeric fields of DNS logs.' },
  generic_flows:         { since: '3.13.0', dataSet: FLOWS, title: 'Excessive values in flow logs', description: 'Unusually high values in the numeric fields of flow logs.' },
  multivariable_flow:    { since: '3.15.0', dataSet: FLOWS, title: 'Multivariable flow', instead: 'generic_flows', adJob: false, description: 'Unusual combinations of all numeric fields of flow logs.' },
  generic_l7:            { since: '3.13.0', dataSet: L7,    title: 'Excessive values in L7 logs', description: 'Unusually high values in the numeric fields of L7 logs.' },
  dns_latency:           { since: '3.13.0', dataSet: DNS,   title: 'DNS latency', description: 'Clients whose DNS lookups take a long time.' },
  dns_tunnel:            { since: '3.15.0', dataSet: DNS,   title: 'DNS tunnel', instead: 'dga', adJob: false, description: 'Query names whose subdomains seem to carry encoded data.' },
  l7_bytes:              { since: '3.13.0', dataSet: L7,    title: 'L7 bytes', description: 'Pods that transfer a lot of data in L7 requests.' },
  l7_latency:            { since: '3.13.0', dataSet: L7,    title: 'L7 latency', description: 'Pods whose HTTP requests take a long time.' },
  bytes_in:              { since: '3.15.0', dataSet: FLOWS, title: 'Inbound service bytes', instead: 'generic_flows', description: 'Services that receive much more data than their peers.' },
  bytes_out:             { since: '3.15.0', dataSet: FLOWS, title: 'Outbound service bytes', instead: 'generic_flows', description: 'Pods that send much more data than their peers.' },
  process_bytes:         { since: '3.15.0', dataSet: FLOWS, title: 'Process bytes', instead: 'generic_flows', description: 'Processes that send or receive a lot of data.' },
  process_restarts:      { since: '3.13.0', dataSet: FLOWS, title: 'Process restarts', description: 'Pods whose processes restart too often.' },
  ip_sweep:              { since: '3.13.0', dataSet: FLOWS, title: 'IP sweep', until: '3.15.0', instead: 'port_scan', description: 'Pods that send to many destinations.' },
  time_series_dns:       { since: '3.13.0', dataSet: DNS,   title: 'Time series in DNS logs', until: '3.15.0', instead: 'generic_dns', description: 'Changes over time in the numeric fields of DNS logs.' },
  time_series_flows:     { since: '3.13.0', dataSet: FLOWS, title: 'Time series in flow logs', until: '3.15.0', instead: 'multivariable_flow', description: 'Changes over time in the numeric fields of flow logs.' },
  // Documented for 3.14; whether 3.13 had it is just as uncertain, since its documentation is no longer available.
  time_series_l7:        { since: '3.13.0', dataSet: L7,    title: 'Time series in L7 logs', until: '3.15.0', instead: 'generic_l7', uncertain: true, description: 'Changes over time in the numeric fields of L7 logs.' },
};

/** The last release with detectors, an early preview. */
const LAST_WITH_DETECTORS = '3.18.0-1.1';

/** The last release that has a detector; a minor version means all of its releases. */
export function lastRelease({ until }: DetectorFacts): string {
  if (until === undefined) {
    return LAST_WITH_DETECTORS;
  }
  const [major, minor] = version(until);
  return `${major}.${minor - 1}`;
}
