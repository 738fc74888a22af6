/** Annotations that say which cluster an object was made for; constructs write them, and `verify` reads them. */
export const MADE_FOR = {
  release: 'calico-threat-defense/release',
  topology: 'calico-threat-defense/topology',
  cluster: 'calico-threat-defense/cluster',
} as const;

/** Annotation with the log settings that an object was made for, where they are not Calico's defaults. */
export const MADE_FOR_LOGS = 'calico-threat-defense/log-settings';

/** All annotations that say what an object was made for. */
export const MADE_FOR_KEYS: readonly string[] = [...Object.values(MADE_FOR), MADE_FOR_LOGS];

/** Annotations of scanners. */
export const SCAN_ANNOTATIONS = {
  /** The nmap command line that `verify` runs in a Pod that waits for it. */
  command: 'calico-threat-defense/scan',
  /** `namespace/selector` of the pods of which `verify` adds the first one's address. */
  pods: 'calico-threat-defense/scan-pods',
  publicAddressesReason: 'calico-threat-defense/public-addresses-reason',
  rawPacketsReason: 'calico-threat-defense/raw-packets-reason',
} as const;

/** Annotations of probes of threat feeds, by which `verify` knows what they are to reach. */
export const PROBE_ANNOTATIONS = {
  /** The name of the feed, whose addresses `verify` reads from its network set. */
  feed: 'calico-threat-defense/probe-feed',
  /** The TCP port of its addresses. */
  port: 'calico-threat-defense/probe-port',
  /** The hosts that must be reachable. */
  control: 'calico-threat-defense/probe-control',
  /** The TCP port of these hosts. */
  controlPort: 'calico-threat-defense/probe-control-port',
} as const;

/** Annotation of the workload of a decoy with the name of its alert, by which `verify` and people know what it is for. */
export const DECOY_ALERT = 'calico-threat-defense/decoy-alert';

/** Annotations of drills, by which `verify` knows what to start, and which alert must raise an event. */
export const DRILL_ANNOTATIONS = {
  /** The name of the GlobalAlert that must raise an event. */
  detectedBy: 'calico-threat-defense/detected-by',
  /** What the drill does, in words. */
  action: 'calico-threat-defense/probe-action',
  /** The command that starts it in a Pod that waits: a JSON array of the program and its arguments. */
  command: 'calico-threat-defense/probe-command',
} as const;

/** Label of the demo's namespace, by which `verify --apply` distinguishes it from namespaces that are in use. */
export const DEMO_LABEL = 'calico-threat-defense/demo';
