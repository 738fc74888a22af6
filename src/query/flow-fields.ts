// Made by `npm run generate` from flows.ts; never edited.
import { Query, type QueryField } from './query';

/**
 * The fields of flow logs, to be compared in a query or aggregated by in an alert rule. The releases named here are
 * observed, not documented.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/datatypes
 */
export class FlowFields {
  /** Start of the collection interval. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** End of the collection interval. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Node that wrote the log. Since 3.22.0-1.0. */
  public static readonly HOST: QueryField = Query.field('host');

  /** Verdict of the policies. One of `allow` and `deny`. */
  public static readonly ACTION: QueryField = Query.field('action');

  /**
   * Side of the flow that reported it. One of `src` and `dst`. `fwd` is documented too, but rejected by releases before
   * 3.24. Newer ones were not observed.
   */
  public static readonly REPORTER: QueryField = Query.field('reporter');

  /** Protocol, by name or number. */
  public static readonly PROTO: QueryField = Query.field('proto');

  /** Bytes received. */
  public static readonly BYTES_IN: QueryField = Query.field('bytes_in');

  /** Bytes sent. */
  public static readonly BYTES_OUT: QueryField = Query.field('bytes_out');

  /** Packets received. */
  public static readonly PACKETS_IN: QueryField = Query.field('packets_in');

  /** Packets sent. */
  public static readonly PACKETS_OUT: QueryField = Query.field('packets_out');

  /** Number of flows in the record. */
  public static readonly NUM_FLOWS: QueryField = Query.field('num_flows');

  /** Number of flows that started in the interval. */
  public static readonly NUM_FLOWS_STARTED: QueryField = Query.field('num_flows_started');

  /** Number of flows that ended in the interval. */
  public static readonly NUM_FLOWS_COMPLETED: QueryField = Query.field('num_flows_completed');

  /** Address of the source, empty where pods are aggregated. */
  public static readonly SOURCE_IP: QueryField = Query.field('source_ip');

  /** Pod that is the source. */
  public static readonly SOURCE_NAME: QueryField = Query.field('source_name');

  /** Name prefix or network set of the source, or `pvt` or `pub`. */
  public static readonly SOURCE_NAME_AGGR: QueryField = Query.field('source_name_aggr');

  /** Namespace of the source, `-` if it has none. */
  public static readonly SOURCE_NAMESPACE: QueryField = Query.field('source_namespace');

  /** Port of the source. */
  public static readonly SOURCE_PORT: QueryField = Query.field('source_port');

  /** Kind of endpoint that the source is. One of `wep`, `hep`, `ns` and `net`. */
  public static readonly SOURCE_TYPE: QueryField = Query.field('source_type');

  /** Labels of the source. */
  public static readonly SOURCE_LABELS_LABELS: QueryField = Query.field('source_labels.labels');

  /** Address of the destination. */
  public static readonly DEST_IP: QueryField = Query.field('dest_ip');

  /** Pod that is the destination. */
  public static readonly DEST_NAME: QueryField = Query.field('dest_name');

  /** Name prefix or network set of the destination, or `pvt` or `pub`. */
  public static readonly DEST_NAME_AGGR: QueryField = Query.field('dest_name_aggr');

  /** Namespace of the destination, `-` if it has none. */
  public static readonly DEST_NAMESPACE: QueryField = Query.field('dest_namespace');

  /** Port of the destination. */
  public static readonly DEST_PORT: QueryField = Query.field('dest_port');

  /** Kind of endpoint that the destination is. One of `wep`, `hep`, `ns` and `net`. */
  public static readonly DEST_TYPE: QueryField = Query.field('dest_type');

  /** Labels of the destination. */
  public static readonly DEST_LABELS_LABELS: QueryField = Query.field('dest_labels.labels');

  /** Service that was called. */
  public static readonly DEST_SERVICE_NAME: QueryField = Query.field('dest_service_name');

  /** Namespace of the service. */
  public static readonly DEST_SERVICE_NAMESPACE: QueryField = Query.field('dest_service_namespace');

  /** Name of the port of the service. */
  public static readonly DEST_SERVICE_PORT: QueryField = Query.field('dest_service_port');

  /** Domain names of the destination. Since 3.22.0-2.0. */
  public static readonly DEST_DOMAINS: QueryField = Query.field('dest_domains');

  /** Policies of every kind, superseded by the other three. */
  public static readonly POLICIES_ALL_POLICIES: QueryField = Query.field('policies.all_policies');

  /** Policies that were in force. Since 3.22.0-2.0. */
  public static readonly POLICIES_ENFORCED_POLICIES: QueryField = Query.field('policies.enforced_policies');

  /** Policies that would apply to the flow now. Since 3.22.0-2.0. */
  public static readonly POLICIES_PENDING_POLICIES: QueryField = Query.field('policies.pending_policies');

  /** Policies on traffic that the node forwards. Since 3.23.0-2.0, perhaps 3.23.0-1.0. */
  public static readonly POLICIES_TRANSIT_POLICIES: QueryField = Query.field('policies.transit_policies');

  /** Addresses of external clients, as an ingress reports them. */
  public static readonly ORIGINAL_SOURCE_IPS: QueryField = Query.field('original_source_ips');

  /** Number of addresses of external clients. */
  public static readonly NUM_ORIGINAL_SOURCE_IPS: QueryField = Query.field('num_original_source_ips');

  /**
   * Ports of packets whose source address was translated. It is documented, but rejected by releases before 3.24. Newer
   * ones were not observed.
   */
  public static readonly NAT_OUTGOING_PORTS: QueryField = Query.field('nat_outgoing_ports');

  /** Name of the process, `-` for none, `*` for several. Since 3.11, perhaps 3.10. */
  public static readonly PROCESS_NAME: QueryField = Query.field('process_name');

  /** Number of different process names. Since 3.11, perhaps 3.10. */
  public static readonly NUM_PROCESS_NAMES: QueryField = Query.field('num_process_names');

  /** Id of the process, a string. Since 3.11, perhaps 3.10. */
  public static readonly PROCESS_ID: QueryField = Query.field('process_id');

  /** Number of different process ids. Since 3.11, perhaps 3.10. */
  public static readonly NUM_PROCESS_IDS: QueryField = Query.field('num_process_ids');

  /** Arguments of the process. Since 3.11, perhaps 3.10. */
  public static readonly PROCESS_ARGS: QueryField = Query.field('process_args');

  /** Number of different lists of arguments. Since 3.11, perhaps 3.10. */
  public static readonly NUM_PROCESS_ARGS: QueryField = Query.field('num_process_args');

  /** Mean congestion window of TCP. Since 3.22.0-1.0. */
  public static readonly TCP_MEAN_SEND_CONGESTION_WINDOW: QueryField = Query.field('tcp_mean_send_congestion_window');

  /** Smallest congestion window of TCP. Since 3.22.0-1.0. */
  public static readonly TCP_MIN_SEND_CONGESTION_WINDOW: QueryField = Query.field('tcp_min_send_congestion_window');

  /** Mean smoothed round trip of TCP, in microseconds. Since 3.22.0-1.0. */
  public static readonly TCP_MEAN_SMOOTH_RTT: QueryField = Query.field('tcp_mean_smooth_rtt');

  /** Longest smoothed round trip of TCP, in microseconds. Since 3.22.0-1.0. */
  public static readonly TCP_MAX_SMOOTH_RTT: QueryField = Query.field('tcp_max_smooth_rtt');

  /** Mean of the shortest round trips of TCP, in microseconds. Since 3.22.0-1.0. */
  public static readonly TCP_MEAN_MIN_RTT: QueryField = Query.field('tcp_mean_min_rtt');

  /** Longest of the shortest round trips of TCP, in microseconds. Since 3.22.0-1.0. */
  public static readonly TCP_MAX_MIN_RTT: QueryField = Query.field('tcp_max_min_rtt');

  /** Mean maximum segment size of TCP. Since 3.22.0-1.0. */
  public static readonly TCP_MEAN_MSS: QueryField = Query.field('tcp_mean_mss');

  /** Smallest maximum segment size of TCP. Since 3.22.0-1.0. */
  public static readonly TCP_MIN_MSS: QueryField = Query.field('tcp_min_mss');

  /** Number of retransmitted TCP packets. Since 3.22.0-1.0. */
  public static readonly TCP_TOTAL_RETRANSMISSIONS: QueryField = Query.field('tcp_total_retransmissions');

  /** Number of lost TCP packets. Since 3.22.0-1.0. */
  public static readonly TCP_LOST_PACKETS: QueryField = Query.field('tcp_lost_packets');

  /** Number of unrecovered TCP timeouts. Since 3.22.0-1.0. */
  public static readonly TCP_UNRECOVERED_TO: QueryField = Query.field('tcp_unrecovered_to');

  private constructor() {}
}
