// Made by `npm run generate` from dns.ts; never edited.
import { checkArguments, TEXT } from '../arguments';
import { Query, type QueryField } from './query';

/**
 * The fields of DNS logs, to be compared in a query or aggregated by in an alert rule. The releases named here are
 * observed, not documented.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/dns/dns-logs
 */
export class DnsFields {
  /** Start of the collection interval. */
  public static readonly START_TIME: QueryField = Query.field('start_time');

  /** End of the collection interval. */
  public static readonly END_TIME: QueryField = Query.field('end_time');

  /** Number of lookups in the record. */
  public static readonly COUNT: QueryField = Query.field('count');

  /**
   * Kind of record: lookups, or the number of lookups that were not logged. One of `LOG` and `UNLOGGED`. It is
   * documented, but rejected by releases before 3.24. Newer ones were not observed.
   */
  public static readonly TYPE: QueryField = Query.field('type');

  /** Address of the client. */
  public static readonly CLIENT_IP: QueryField = Query.field('client_ip');

  /** Pod that sent the query, `-` where pods are aggregated. */
  public static readonly CLIENT_NAME: QueryField = Query.field('client_name');

  /** Name prefix of the client. */
  public static readonly CLIENT_NAME_AGGR: QueryField = Query.field('client_name_aggr');

  /** Namespace of the client. */
  public static readonly CLIENT_NAMESPACE: QueryField = Query.field('client_namespace');

  /** Domain name in the query. */
  public static readonly QNAME: QueryField = Query.field('qname');

  /** Record type in the query. */
  public static readonly QTYPE: QueryField = Query.field('qtype');

  /** Record class in the query. */
  public static readonly QCLASS: QueryField = Query.field('qclass');

  /** Response code, such as NoError or NXDomain. */
  public static readonly RCODE: QueryField = Query.field('rcode');

  /** Pod that answered, `-` for none. */
  public static readonly SERVERS_NAME: QueryField = Query.field('servers.name');

  /** Name prefix of the server, or `pvt` or `pub`. */
  public static readonly SERVERS_NAME_AGGR: QueryField = Query.field('servers.name_aggr');

  /** Namespace of the server. */
  public static readonly SERVERS_NAMESPACE: QueryField = Query.field('servers.namespace');

  /** Address of the server. */
  public static readonly SERVERS_IP: QueryField = Query.field('servers.ip');

  /** Domain name in an answer. */
  public static readonly RRSETS_NAME: QueryField = Query.field('rrsets.name');

  /** Record type in an answer. */
  public static readonly RRSETS_TYPE: QueryField = Query.field('rrsets.type');

  /** Record class in an answer. */
  public static readonly RRSETS_CLASS: QueryField = Query.field('rrsets.class');

  /** Data of an answer. */
  public static readonly RRSETS_RDATA: QueryField = Query.field('rrsets.rdata');

  /** Number of lookups whose latency was measured. Since 3.22.0-1.0. */
  public static readonly LATENCY_COUNT: QueryField = Query.field('latency_count');

  /** Mean latency, in nanoseconds. Since 3.22.0-1.0. */
  public static readonly LATENCY_MEAN: QueryField = Query.field('latency_mean');

  /** Longest latency, in nanoseconds. Since 3.22.0-1.0. */
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
