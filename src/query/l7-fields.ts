// Made by `npm run generate` from l7.ts; never edited.
import { Query, QueryField } from './query';

/**
 * The fields of L7 logs, to be compared in a query or aggregated by in an alert rule. The fields of a record depend on
 * what collects the logs.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/l7/datatypes
 */
export class L7Fields {
  /** Node that wrote the log. */
  public static readonly HOST: QueryField = Query.field('host');

  /** Start of the collection interval. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** End of the collection interval. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Mean duration of a request, in nanoseconds. */
  public static readonly DURATION_MEAN: QueryField = Query.field('duration_mean');

  /** Longest duration of a request, in nanoseconds. */
  public static readonly DURATION_MAX: QueryField = Query.field('duration_max');

  /** Bytes received. */
  public static readonly BYTES_IN: QueryField = Query.field('bytes_in');

  /** Bytes sent. */
  public static readonly BYTES_OUT: QueryField = Query.field('bytes_out');

  /** Number of requests in the record. */
  public static readonly COUNT: QueryField = Query.field('count');

  /** Name prefix of the source, or `pvt` or `pub`. */
  public static readonly SRC_NAME_AGGR: QueryField = Query.field('src_name_aggr');

  /** Namespace of the source. */
  public static readonly SRC_NAMESPACE: QueryField = Query.field('src_namespace');

  /** Kind of endpoint that the source is. One of `wep`, `hep`, `ns` and `net`. */
  public static readonly SRC_TYPE: QueryField = Query.field('src_type');

  /** Name prefix of the destination, or `pvt` or `pub`. */
  public static readonly DEST_NAME_AGGR: QueryField = Query.field('dest_name_aggr');

  /** Namespace of the destination. */
  public static readonly DEST_NAMESPACE: QueryField = Query.field('dest_namespace');

  /** Kind of endpoint that the destination is. One of `wep`, `hep`, `ns` and `net`. */
  public static readonly DEST_TYPE: QueryField = Query.field('dest_type');

  /** Service that was called. */
  public static readonly DEST_SERVICE_NAME: QueryField = Query.field('dest_service_name');

  /** Namespace of the service. */
  public static readonly DEST_SERVICE_NAMESPACE: QueryField = Query.field('dest_service_namespace');

  /** Number of the port of the service. */
  public static readonly DEST_SERVICE_PORT: QueryField = QueryField._of('dest_service_port', true);

  /** URL of the request, HTTP only. */
  public static readonly URL: QueryField = Query.field('url');

  /** Method of the request, HTTP only. */
  public static readonly METHOD: QueryField = Query.field('method');

  /** User agent that the client sent. */
  public static readonly USER_AGENT: QueryField = Query.field('user_agent');

  /** Status code of the response, a string. */
  public static readonly RESPONSE_CODE: QueryField = Query.field('response_code');

  /** Kind of traffic: `tcp`, `tls`, or `html` and its version. */
  public static readonly TYPE: QueryField = Query.field('type');

  /** Protocol of the request. One of `http` and `tls`. Since 3.24. */
  public static readonly PROTOCOL: QueryField = Query.field('protocol');

  /** Version of the protocol, such as 1.1. Since 3.24. */
  public static readonly PROTOCOL_VERSION: QueryField = Query.field('protocol_version');

  /** Kind of collector that wrote the log. One of `ebpf` and `envoy-access-log`. Since 3.24. */
  public static readonly COLLECTOR_TYPE: QueryField = Query.field('collector_type');

  /** Collector that wrote the log. One of `ebpf-tcp`, `daemonset` and `waypoint`. Since 3.24. */
  public static readonly COLLECTOR_NAME: QueryField = Query.field('collector_name');

  /** Server name that the client sent in TLS, eBPF collectors only. Since 3.24. */
  public static readonly TLS_SNI: QueryField = Query.field('tls_sni');

  /** Version of TLS, eBPF collectors only. Since 3.24. */
  public static readonly TLS_VERSION: QueryField = Query.field('tls_version');

  /** Cipher suite of TLS, eBPF collectors only. Since 3.24. */
  public static readonly TLS_CIPHER_SUITE: QueryField = Query.field('tls_cipher_suite');

  private constructor() {}
}
