import { checkArguments, TEXT } from '../../../arguments';
import { Query, type QueryField } from '../query';

/**
 * The fields of DNS logs, to be compared in a query or aggregated by in an alert rule.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/dns/dns-logs
 */
export class DnsFields {
  /** When the interval of collection began. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** When the interval of collection ended. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Lookups that the record sums up. */
  public static readonly COUNT: QueryField = Query.field('count');

  /** Whether the record is a lookup, or says how many went unlogged. */
  public static readonly TYPE: QueryField = Query.field('type');

  /** Address of the client. */
  public static readonly CLIENT_IP: QueryField = Query.field('client_ip');

  /** Pod that asked, - where pods are summed up. */
  public static readonly CLIENT_NAME: QueryField = Query.field('client_name');

  /** Client by its name prefix. */
  public static readonly CLIENT_NAME_AGGR: QueryField = Query.field('client_name_aggr');

  /** Namespace of the client. */
  public static readonly CLIENT_NAMESPACE: QueryField = Query.field('client_namespace');

  /** Name that was asked for. */
  public static readonly QNAME: QueryField = Query.field('qname');

  /** Type of record that was asked for. */
  public static readonly QTYPE: QueryField = Query.field('qtype');

  /** Class that was asked for. */
  public static readonly QCLASS: QueryField = Query.field('qclass');

  /** Code of the answer, such as NoError or NXDomain. */
  public static readonly RCODE: QueryField = Query.field('rcode');

  /** Pod that answered, - for none. */
  public static readonly SERVERS_NAME: QueryField = Query.field('servers.name');

  /** Server by its name prefix, or pvt or pub. */
  public static readonly SERVERS_NAME_AGGR: QueryField = Query.field('servers.name_aggr');

  /** Namespace of the server. */
  public static readonly SERVERS_NAMESPACE: QueryField = Query.field('servers.namespace');

  /** Address of the server. */
  public static readonly SERVERS_IP: QueryField = Query.field('servers.ip');

  /** Name in an answer. */
  public static readonly RRSETS_NAME: QueryField = Query.field('rrsets.name');

  /** Type of record in an answer. */
  public static readonly RRSETS_TYPE: QueryField = Query.field('rrsets.type');

  /** Class in an answer. */
  public static readonly RRSETS_CLASS: QueryField = Query.field('rrsets.class');

  /** Data of an answer. */
  public static readonly RRSETS_RDATA: QueryField = Query.field('rrsets.rdata');

  /** Lookups whose latency was measured. */
  public static readonly LATENCY_COUNT: QueryField = Query.field('latency_count');

  /** Mean latency, in nanoseconds. */
  public static readonly LATENCY_MEAN: QueryField = Query.field('latency_mean');

  /** Longest latency, in nanoseconds. */
  public static readonly LATENCY_MAX: QueryField = Query.field('latency_max');

  /**
   * A label of the client.
   *
   * @param key key of the label, such as `app`
   */
  public static clientLabel(key: string): QueryField {
    checkArguments('DnsFields', { key }, { key: TEXT });
    return Query.field(`client_labels.${key}`);
  }

  /**
   * A label of the server.
   *
   * @param key key of the label, such as `k8s-app`
   */
  public static serverLabel(key: string): QueryField {
    checkArguments('DnsFields', { key }, { key: TEXT });
    return Query.field(`servers.labels.${key}`);
  }

  private constructor() {}
}
