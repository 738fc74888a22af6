import { Query, type QueryField } from '../query';

/**
 * The fields of flow logs, to be compared in a query or aggregated by in an alert rule.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/flow/datatypes
 */
export class FlowFields {
  /** When the interval of collection began. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** When the interval of collection ended. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Node that wrote the log. */
  public static readonly HOST: QueryField = Query.field('host');

  /** What the policies decided. */
  public static readonly ACTION: QueryField = Query.field('action');

  /** End of the flow that reports it. */
  public static readonly REPORTER: QueryField = Query.field('reporter');

  /** Protocol, by name or number. */
  public static readonly PROTO: QueryField = Query.field('proto');

  /** Bytes that came in. */
  public static readonly BYTES_IN: QueryField = Query.field('bytes_in');

  /** Bytes that went out. */
  public static readonly BYTES_OUT: QueryField = Query.field('bytes_out');

  /** Packets that came in. */
  public static readonly PACKETS_IN: QueryField = Query.field('packets_in');

  /** Packets that went out. */
  public static readonly PACKETS_OUT: QueryField = Query.field('packets_out');

  /** Flows that the record sums up. */
  public static readonly NUM_FLOWS: QueryField = Query.field('num_flows');

  /** Flows that began in the interval. */
  public static readonly NUM_FLOWS_STARTED: QueryField = Query.field('num_flows_started');

  /** Flows that ended in the interval. */
  public static readonly NUM_FLOWS_COMPLETED: QueryField = Query.field('num_flows_completed');

  /** Address of the source, empty where pods are summed up. */
  public static readonly SOURCE_IP: QueryField = Query.field('source_ip');

  /** Pod that is the source. */
  public static readonly SOURCE_NAME: QueryField = Query.field('source_name');

  /** Source by its name prefix or network set, or pvt or pub. */
  public static readonly SOURCE_NAME_AGGR: QueryField = Query.field('source_name_aggr');

  /** Namespace of the source, - where it has none. */
  public static readonly SOURCE_NAMESPACE: QueryField = Query.field('source_namespace');

  /** Port of the source. */
  public static readonly SOURCE_PORT: QueryField = Query.field('source_port');

  /** Kind of endpoint that the source is. */
  public static readonly SOURCE_TYPE: QueryField = Query.field('source_type');

  /** Labels of the source. */
  public static readonly SOURCE_LABELS_LABELS: QueryField = Query.field('source_labels.labels');

  /** Address of the destination. */
  public static readonly DEST_IP: QueryField = Query.field('dest_ip');

  /** Pod that is the destination. */
  public static readonly DEST_NAME: QueryField = Query.field('dest_name');

  /** Destination by its name prefix or network set, or pvt or pub. */
  public static readonly DEST_NAME_AGGR: QueryField = Query.field('dest_name_aggr');

  /** Namespace of the destination, - where it has none. */
  public static readonly DEST_NAMESPACE: QueryField = Query.field('dest_namespace');

  /** Port of the destination. */
  public static readonly DEST_PORT: QueryField = Query.field('dest_port');

  /** Kind of endpoint that the destination is. */
  public static readonly DEST_TYPE: QueryField = Query.field('dest_type');

  /** Labels of the destination. */
  public static readonly DEST_LABELS_LABELS: QueryField = Query.field('dest_labels.labels');

  /** Service that was called. */
  public static readonly DEST_SERVICE_NAME: QueryField = Query.field('dest_service_name');

  /** Namespace of the service. */
  public static readonly DEST_SERVICE_NAMESPACE: QueryField = Query.field('dest_service_namespace');

  /** Name of the port of the service. */
  public static readonly DEST_SERVICE_PORT: QueryField = Query.field('dest_service_port');

  /** Domains that stand for the destination. */
  public static readonly DEST_DOMAINS: QueryField = Query.field('dest_domains');

  /** Policies of every kind, superseded by the other three. */
  public static readonly POLICIES_ALL_POLICIES: QueryField = Query.field('policies.all_policies');

  /** Policies that were in force. */
  public static readonly POLICIES_ENFORCED_POLICIES: QueryField = Query.field('policies.enforced_policies');

  /** Policies that would decide by now. */
  public static readonly POLICIES_PENDING_POLICIES: QueryField = Query.field('policies.pending_policies');

  /** Policies on what the node forwards. */
  public static readonly POLICIES_TRANSIT_POLICIES: QueryField = Query.field('policies.transit_policies');

  /** Addresses of clients outside, from an ingress. */
  public static readonly ORIGINAL_SOURCE_IPS: QueryField = Query.field('original_source_ips');

  /** Number of addresses of clients outside. */
  public static readonly NUM_ORIGINAL_SOURCE_IPS: QueryField = Query.field('num_original_source_ips');

  /** Ports of packets whose source was translated. */
  public static readonly NAT_OUTGOING_PORTS: QueryField = Query.field('nat_outgoing_ports');

  /** Process, - for none, * for several. */
  public static readonly PROCESS_NAME: QueryField = Query.field('process_name');

  /** Number of processes by name. */
  public static readonly NUM_PROCESS_NAMES: QueryField = Query.field('num_process_names');

  /** Id of the process, a text. */
  public static readonly PROCESS_ID: QueryField = Query.field('process_id');

  /** Number of processes by id. */
  public static readonly NUM_PROCESS_IDS: QueryField = Query.field('num_process_ids');

  /** Arguments of the process. */
  public static readonly PROCESS_ARGS: QueryField = Query.field('process_args');

  /** Number of different lists of arguments. */
  public static readonly NUM_PROCESS_ARGS: QueryField = Query.field('num_process_args');

  /** Mean congestion window of TCP. */
  public static readonly TCP_MEAN_SEND_CONGESTION_WINDOW: QueryField = Query.field('tcp_mean_send_congestion_window');

  /** Smallest congestion window of TCP. */
  public static readonly TCP_MIN_SEND_CONGESTION_WINDOW: QueryField = Query.field('tcp_min_send_congestion_window');

  /** Mean smoothed round trip of TCP, in microseconds. */
  public static readonly TCP_MEAN_SMOOTH_RTT: QueryField = Query.field('tcp_mean_smooth_rtt');

  /** Longest smoothed round trip of TCP, in microseconds. */
  public static readonly TCP_MAX_SMOOTH_RTT: QueryField = Query.field('tcp_max_smooth_rtt');

  /** Mean of the shortest round trips of TCP, in microseconds. */
  public static readonly TCP_MEAN_MIN_RTT: QueryField = Query.field('tcp_mean_min_rtt');

  /** Longest of the shortest round trips of TCP, in microseconds. */
  public static readonly TCP_MAX_MIN_RTT: QueryField = Query.field('tcp_max_min_rtt');

  /** Mean maximum segment size of TCP. */
  public static readonly TCP_MEAN_MSS: QueryField = Query.field('tcp_mean_mss');

  /** Smallest maximum segment size of TCP. */
  public static readonly TCP_MIN_MSS: QueryField = Query.field('tcp_min_mss');

  /** Packets of TCP that were sent again. */
  public static readonly TCP_TOTAL_RETRANSMISSIONS: QueryField = Query.field('tcp_total_retransmissions');

  /** Packets of TCP that were lost. */
  public static readonly TCP_LOST_PACKETS: QueryField = Query.field('tcp_lost_packets');

  /** Timeouts of TCP that were not recovered from. */
  public static readonly TCP_UNRECOVERED_TO: QueryField = Query.field('tcp_unrecovered_to');

  private constructor() {}
}
