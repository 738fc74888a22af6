import { Query, QueryField } from '../query';

/**
 * The fields of L7 logs, to be compared in a query or aggregated by in an alert rule; which of them a record has
 * depends on what collects the logs.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/l7/datatypes
 */
export class L7Fields {
  /** Node that wrote the log. */
  public static readonly HOST: QueryField = Query.field('host');

  /** When the interval of collection began. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** When the interval of collection ended. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Mean duration of a request, in nanoseconds. */
  public static readonly DURATION_MEAN: QueryField = Query.field('duration_mean');

  /** Longest duration of a request, in nanoseconds. */
  public static readonly DURATION_MAX: QueryField = Query.field('duration_max');

  /** Bytes that came in. */
  public static readonly BYTES_IN: QueryField = Query.field('bytes_in');

  /** Bytes that went out. */
  public static readonly BYTES_OUT: QueryField = Query.field('bytes_out');

  /** Requests that the record sums up. */
  public static readonly COUNT: QueryField = Query.field('count');

  /** Source by its name prefix, or pvt or pub. */
  public static readonly SRC_NAME_AGGR: QueryField = Query.field('src_name_aggr');

  /** Namespace of the source. */
  public static readonly SRC_NAMESPACE: QueryField = Query.field('src_namespace');

  /** Kind of endpoint that the source is. */
  public static readonly SRC_TYPE: QueryField = Query.field('src_type');

  /** Destination by its name prefix, or pvt or pub. */
  public static readonly DEST_NAME_AGGR: QueryField = Query.field('dest_name_aggr');

  /** Namespace of the destination. */
  public static readonly DEST_NAMESPACE: QueryField = Query.field('dest_namespace');

  /** Kind of endpoint that the destination is. */
  public static readonly DEST_TYPE: QueryField = Query.field('dest_type');

  /** Service that was called. */
  public static readonly DEST_SERVICE_NAME: QueryField = Query.field('dest_service_name');

  /** Namespace of the service. */
  public static readonly DEST_SERVICE_NAMESPACE: QueryField = Query.field('dest_service_namespace');

  /** Number of the port of the service. */
  public static readonly DEST_SERVICE_PORT: QueryField = QueryField._of('dest_service_port', true);

  /** URL of the request, of HTTP only. */
  public static readonly URL: QueryField = Query.field('url');

  /** Method of the request, of HTTP only. */
  public static readonly METHOD: QueryField = Query.field('method');

  /** Program that asked, as it calls itself. */
  public static readonly USER_AGENT: QueryField = Query.field('user_agent');

  /** Status code of the response, a text. */
  public static readonly RESPONSE_CODE: QueryField = Query.field('response_code');

  /** Tcp, tls, or html and its version. */
  public static readonly TYPE: QueryField = Query.field('type');

  /** Protocol of the request. */
  public static readonly PROTOCOL: QueryField = Query.field('protocol');

  /** Version of the protocol, such as 1.1. */
  public static readonly PROTOCOL_VERSION: QueryField = Query.field('protocol_version');

  /** Kind of collector that wrote the log. */
  public static readonly COLLECTOR_TYPE: QueryField = Query.field('collector_type');

  /** Collector that wrote the log. */
  public static readonly COLLECTOR_NAME: QueryField = Query.field('collector_name');

  /** Server that the client named in TLS, by eBPF only. */
  public static readonly TLS_SNI: QueryField = Query.field('tls_sni');

  /** Version of TLS, by eBPF only. */
  public static readonly TLS_VERSION: QueryField = Query.field('tls_version');

  /** Cipher suite of TLS, by eBPF only. */
  public static readonly TLS_CIPHER_SUITE: QueryField = Query.field('tls_cipher_suite');

  private constructor() {}
}
