import type { Manifest } from '../base';
import type { Kind } from '../kind';
import { AD_JOBS_KIND } from './ad-jobs';
import { ALERT_EXCEPTION_KIND } from './alert-exception';
import { BLOCKING_KIND } from './blocking';
import { DEEP_PACKET_INSPECTION_KIND } from './deep-packet-inspection';
import { GLOBAL_ALERT_KIND } from './global-alert';
import { LOG_SETTINGS_KIND } from './log-settings';
import { PACKET_CAPTURE_KIND } from './packet-capture';
import { SECURITY_EVENT_WEBHOOK_KIND } from './security-event-webhook';
import { THREAT_FEED_KIND } from './threat-feed';
import { TIGERA_POLICY_KIND } from './tigera-policy';

/** Every kind, in the order in which their findings are reported. */
const LIST = [
  GLOBAL_ALERT_KIND,
  TIGERA_POLICY_KIND,
  AD_JOBS_KIND,
  LOG_SETTINGS_KIND,
  THREAT_FEED_KIND,
  DEEP_PACKET_INSPECTION_KIND,
  BLOCKING_KIND,
  SECURITY_EVENT_WEBHOOK_KIND,
  PACKET_CAPTURE_KIND,
  ALERT_EXCEPTION_KIND,
] as const;

export const KINDS: readonly Kind[] = LIST;

/** The rules of all kinds, each with its ID as its type. */
export const RULES_OF_KINDS = LIST.flatMap(({ rules }) => [...rules]);

/** The types of all kinds. */
export const OBJECT_TYPES = KINDS.flatMap(({ types }) => types);

/** What the questions of all kinds are about. */
export const TOPICS = [...new Set(KINDS.flatMap(({ topics = [] }) => topics))];

/** A kind whose objects are alerts that can be evaluated. */
export type AlertKind = Kind & Required<Pick<Kind, 'readAlert' | 'silences'>>;

/** The kind of a manifest, if it is one of alerts. */
export function alertKindOf(manifest: Manifest): AlertKind | undefined {
  return KINDS.filter(isAlertKind).find(({ looksAt }) => looksAt(manifest));
}

function isAlertKind(kind: Kind): kind is AlertKind {
  return kind.readAlert !== undefined && kind.silences !== undefined;
}
