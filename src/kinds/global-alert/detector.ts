import { checkArguments, instance, TEXT, type ValueType } from '../../arguments';
import { errorRule, FindingsError, suggestion } from '../../base';
import { shortened } from '../../calico';
import type { DataSet } from '../../logs';
import { DETECTORS, type DetectorFacts, lastRelease } from './detector-table';

const UNKNOWN = errorRule({
  id: 'detector/unknown',
  form: 'program',
  what: 'A detector must be one that Calico has had.',
  why: 'No release runs a detector of any other name.',
  bad: "Detector.of('port-scan');",
  good: "Detector.of('port_scan');",
});

/** Prefix of the names of alerts that run a detector. */
export const DETECTOR_PREFIX = 'tigera.io.detector.';

/**
 * One of Calico's anomaly detectors, which GlobalAlerts of type AnomalyDetection run. Releases 3.13 to 3.18.0 have
 * detectors, not all of them the same.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export class Detector {
  // Made by `npm run generate` from detector-table.ts, up to the next such line; never edited.
  /** Queried domain names that look machine-made, as malware uses them to reach its servers. Since 3.13. */
  public static readonly DGA: Detector = Detector.of('dga');
  /** Services with many more inbound HTTP connections than usual. Since 3.13. */
  public static readonly HTTP_CONNECTION_SPIKE: Detector = Detector.of('http_connection_spike');
  /** Services that answer with an unusual share of 4xx and 5xx codes. Since 3.13. */
  public static readonly HTTP_RESPONSE_CODES: Detector = Detector.of('http_response_codes');
  /** Services that receive HTTP methods which are seldom used. Since 3.13. */
  public static readonly HTTP_VERBS: Detector = Detector.of('http_verbs');
  /** Pods that send to many ports. Since 3.13. */
  public static readonly PORT_SCAN: Detector = Detector.of('port_scan');
  /** Too-high values in the numeric fields of DNS logs. Since 3.13. */
  public static readonly GENERIC_DNS: Detector = Detector.of('generic_dns');
  /** Too-high values in the numeric fields of flow logs. Since 3.13. */
  public static readonly GENERIC_FLOWS: Detector = Detector.of('generic_flows');
  /** Unusual combinations of all numeric fields of flow logs. Since 3.15. */
  public static readonly MULTIVARIABLE_FLOW: Detector = Detector.of('multivariable_flow');
  /** Too-high values in the numeric fields of L7 logs. Since 3.13. */
  public static readonly GENERIC_L7: Detector = Detector.of('generic_l7');
  /** Clients whose DNS lookups take long. Since 3.13. */
  public static readonly DNS_LATENCY: Detector = Detector.of('dns_latency');
  /** Query names whose subdomains seem to carry encoded data. Since 3.15. */
  public static readonly DNS_TUNNEL: Detector = Detector.of('dns_tunnel');
  /** Pods that move much data in L7 requests. Since 3.13. */
  public static readonly L7_BYTES: Detector = Detector.of('l7_bytes');
  /** Pods whose HTTP requests take long. Since 3.13. */
  public static readonly L7_LATENCY: Detector = Detector.of('l7_latency');
  /** Services that receive much more data than their peers. Since 3.15. */
  public static readonly BYTES_IN: Detector = Detector.of('bytes_in');
  /** Pods that send much more data than their peers. Since 3.15. */
  public static readonly BYTES_OUT: Detector = Detector.of('bytes_out');
  /** Processes that send or receive many bytes. Since 3.15. */
  public static readonly PROCESS_BYTES: Detector = Detector.of('process_bytes');
  /** Pods whose processes restart too often. Since 3.13. */
  public static readonly PROCESS_RESTARTS: Detector = Detector.of('process_restarts');
  /** Pods that send to many destinations. From 3.13 to 3.14 only. */
  public static readonly IP_SWEEP: Detector = Detector.of('ip_sweep');
  /** Movement over time of the numeric fields of DNS logs. From 3.13 to 3.14 only. */
  public static readonly TIME_SERIES_DNS: Detector = Detector.of('time_series_dns');
  /** Movement over time of the numeric fields of flow logs. From 3.13 to 3.14 only. */
  public static readonly TIME_SERIES_FLOWS: Detector = Detector.of('time_series_flows');
  /** Movement over time of the numeric fields of L7 logs. Documented for 3.14, but no operator ever offered it. */
  public static readonly TIME_SERIES_L7: Detector = Detector.of('time_series_l7');
  // The rest is written by hand.

  /**
   * The detector with the given id, as used in `spec.detector.name`.
   *
   * @param id the id, with underscores: `port_scan`
   * @throws when Calico has no such detector
   */
  public static of(id: string): Detector {
    checkArguments('Detector', { id }, { id: TEXT });
    const facts = Object.hasOwn(DETECTORS, id) ? DETECTORS[id] : undefined;
    if (facts === undefined) {
      throw new FindingsError('Detector', [{ ...UNKNOWN, keys: ['id'], value: id, message: unknownDetector(id) }]);
    }
    return new Detector(id, facts);
  }

  /** Its title. */
  public readonly title: string;

  /** What it looks for. */
  public readonly description: string;

  /** The logs that it reads, according to the documentation. */
  public readonly dataSet: DataSet;

  /** First release that has it: `3.13`. */
  public readonly firstRelease: string;

  /** Last release that has it: `3.14`, `3.18.0-1.1`. */
  public readonly lastRelease: string;

  private constructor(
    /** The id, as used in `spec.detector.name`. */
    public readonly id: string,
    facts: DetectorFacts,
  ) {
    this.title = facts.title;
    this.description = facts.description;
    this.dataSet = facts.dataSet;
    this.firstRelease = shortened(facts.since);
    this.lastRelease = lastRelease(facts);
  }

  /** Name of the alert that runs it: `tigera.io.detector.` followed by the id with dashes. */
  public get alertName(): string {
    return `${DETECTOR_PREFIX}${this.id.replaceAll('_', '-')}`;
  }
}

export const DETECTOR: ValueType<Detector> = instance('Detector', () => Detector, ', such as Detector.PORT_SCAN');

export function unknownDetector(id: string): string {
  const ids = Object.keys(DETECTORS);
  return `is not a detector of Calico${suggestion(id, ids) || `; the detectors are ${ids.join(', ')}`}`;
}

/** The rules that this file checks. */
export const GLOBAL_ALERT_DETECTOR_RULES = [UNKNOWN] as const;
