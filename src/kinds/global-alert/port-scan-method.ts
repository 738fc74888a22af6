/** What finds a port scan. */
export enum PortScanMethod {
  /** Calico's detector `port_scan`, which releases 3.13 to 3.18.0 have. */
  DETECTOR = 'detector',
  /** A rule that counts flow-log rows, which every release takes. */
  FLOW_LOGS = 'flow-logs',
}
