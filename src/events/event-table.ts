import { CalicoProduct, type CalicoRelease } from '../calico';
import type { FieldFacts } from '../logs';

/** A type of event. Types and what raises them are observed up to 3.23, unless a page of the documentation says it. */
interface EventType {
  /** Why no event of a release has the type; undefined if there can be such events. */
  readonly goneOn?: (release: CalicoRelease) => string | undefined;
  /** False if newer releases no longer accept it as a value. */
  readonly isCurrent?: false;
}

/** The types of events. */
const EVENT_TYPES: Readonly<Record<string, EventType>> = {
  alert: {},
  anomaly_detection_job: {
    goneOn: ({ _features }) =>
      _features.anomalyDetection === 'removed' ? 'anomaly detection was removed in 3.18.1' : undefined,
  },
  deep_packet_inspection: {},
  global_alert: {},
  gtf_suspicious_dns_query: {},
  gtf_suspicious_flow: {},
  runtime_security: {
    goneOn: (release) =>
      release.product === CalicoProduct.ENTERPRISE
        ? 'container threat detection was a feature of Calico Cloud only'
        : removedFrom(release, '3.23.0', 'container threat detection was removed in Calico Cloud 23.0.0'),
  },
  suspicious_dns_query: {},
  suspicious_flow: {},
  waf: {},
  honeypod: {
    goneOn: (release) => removedFrom(release, '3.20.0-1.0', 'honeypods were removed in 3.20 and Calico Cloud 20.0.0'),
    isCurrent: false,
  },
};

function removedFrom(release: CalicoRelease, since: string, reason: string): string | undefined {
  return release._has(since) ? reason : undefined;
}

const CURRENT_TYPES = Object.keys(EVENT_TYPES).filter((type) => EVENT_TYPES[type]?.isCurrent !== false);

/** Whether a type was a value of the field `type` in older releases; which release removed it is not documented. */
export function isFormerType(type: string): boolean {
  return Object.hasOwn(EVENT_TYPES, type) && EVENT_TYPES[type]?.isCurrent === false;
}

/** Why no event of a release has a type; undefined if there can be such events. */
export function whyNoEvents(type: string, release: CalicoRelease): string | undefined {
  return Object.hasOwn(EVENT_TYPES, type) ? EVENT_TYPES[type]?.goneOn?.(release) : undefined;
}

/**
 * The fields of events that queries can use. The documentation of AlertExceptions lists those without
 * `documented: false`; the others, and the ranges, are observed up to 3.23.
 */
// biome-ignore format: a table is read by its columns
export const EVENT_FIELDS: Readonly<Record<string, FieldFacts>> = {
  type:     { type: 'enum', numeric: false, values: CURRENT_TYPES, meaning: 'what raised the event' },
  origin:   { type: 'text', numeric: false, meaning: 'the name of the alert; for feeds and the web application firewall, a fixed text' },
  name:     { type: 'text', numeric: false, documented: false, meaning: 'short name of the event' },
  severity: { type: 'int',  numeric: true,  documented: false, range: { min: 0, max: 100 }, meaning: 'severity, where 100 is the most severe' },
  time:     { type: 'int',  numeric: true,  documented: false, range: { min: 1 }, meaning: 'when the event was raised, as a number whose unit is not documented' },

  description:   { type: 'text', numeric: false, documented: false, meaning: 'text of the event' },
  attack_vector: { type: 'text', numeric: false, documented: false, meaning: 'how the attack is carried out' },
  mitre_tactic:  { type: 'text', numeric: false, documented: false, meaning: 'tactic in the MITRE ATT&CK matrix' },
  dismissed:     { type: 'bool', numeric: false, documented: false, meaning: 'whether someone dismissed the event: `true` or `false`' },

  host:             { type: 'text', numeric: false, meaning: 'node' },
  source_ip:        { type: 'ip',   numeric: false, meaning: 'address of the source' },
  source_name:      { type: 'text', numeric: false, meaning: 'name of the source; for an alert over audit logs, the name of the object' },
  source_name_aggr: { type: 'text', numeric: false, meaning: 'name prefix of the source' },
  source_namespace: { type: 'text', numeric: false, meaning: 'namespace of the source; for an alert over audit logs, that of the object' },
  source_port:      { type: 'port', numeric: true,  documented: false, meaning: 'port of the source' },
  dest_ip:          { type: 'ip',   numeric: false, meaning: 'address of the destination' },
  dest_name:        { type: 'text', numeric: false, meaning: 'name of the destination' },
  dest_name_aggr:   { type: 'text', numeric: false, meaning: 'name prefix of the destination' },
  dest_namespace:   { type: 'text', numeric: false, meaning: 'namespace of the destination' },
  dest_port:        { type: 'port', numeric: true,  documented: false, meaning: 'port of the destination' },
};

/** Fields that quote logs, which can contain anything that an attacker sent. */
export const QUOTING_EVENT_FIELDS: readonly string[] = ['description', 'name'];

/** Fields with sentences for people, in which characters such as * and ? have no meaning. */
export const PROSE_EVENT_FIELDS: readonly string[] = [...QUOTING_EVENT_FIELDS, 'attack_vector', 'mitre_tactic'];

/** Fields of older releases; which release removed them is not documented. */
export const FORMER_EVENT_FIELDS: readonly string[] = ['_id', 'alert', 'attack_phase'];

/** What is known about a field of events; undefined if there is no such field. */
export function eventFieldOf(key: string): FieldFacts | undefined {
  return Object.hasOwn(EVENT_FIELDS, key) ? EVENT_FIELDS[key] : undefined;
}
