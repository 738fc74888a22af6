/** What detects port scans. */
export enum PortScanMethod {
  /** Calico's detector `port_scan`, which releases 3.13 to 3.18.0 have. */
  DETECTOR = 'detector',
  /** A rule that counts rows of flow logs, which every release supports. */
  FLOW_LOGS = 'flow-logs',
}
