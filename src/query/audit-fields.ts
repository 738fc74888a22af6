// Made by `npm run generate` from audit.ts; never edited.
import { Query, type QueryField } from './query';

/**
 * The fields of audit logs, which are audit events of Kubernetes, to be compared in a query or aggregated by in an
 * alert rule.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/elastic/audit-overview
 */
export class AuditFields {
  /** API version of the event. */
  public static readonly API_VERSION: QueryField = Query.field('apiVersion');

  /** Kind of the event. */
  public static readonly KIND: QueryField = Query.field('kind');

  /** Id of the event. */
  public static readonly AUDIT_ID: QueryField = Query.field('auditID');

  /** How much of the request was recorded. One of `None`, `Metadata`, `Request` and `RequestResponse`. */
  public static readonly LEVEL: QueryField = Query.field('level');

  /** Stage of the request. One of `RequestReceived`, `ResponseStarted`, `ResponseComplete` and `Panic`. */
  public static readonly STAGE: QueryField = Query.field('stage');

  /** Action that was requested. One of `get`, `list`, `watch`, `create`, `update`, `patch` and `delete`. */
  public static readonly VERB: QueryField = Query.field('verb');

  /** Name of the object. */
  public static readonly NAME: QueryField = Query.field('name');

  /** API group of the object. */
  public static readonly OBJECT_REF_API_GROUP: QueryField = Query.field('objectRef.apiGroup');

  /** API version of the object. */
  public static readonly OBJECT_REF_API_VERSION: QueryField = Query.field('objectRef.apiVersion');

  /** Resource, such as pods. */
  public static readonly OBJECT_REF_RESOURCE: QueryField = Query.field('objectRef.resource');

  /** Namespace of the object. */
  public static readonly OBJECT_REF_NAMESPACE: QueryField = Query.field('objectRef.namespace');

  /** Name of the requested object. */
  public static readonly OBJECT_REF_NAME: QueryField = Query.field('objectRef.name');

  /** Path of the request. */
  public static readonly REQUEST_URI: QueryField = Query.field('requestURI');

  /** API version of the returned object. */
  public static readonly RESPONSE_OBJECT_API_VERSION: QueryField = Query.field('responseObject.apiVersion');

  /** Kind of the returned object. */
  public static readonly RESPONSE_OBJECT_KIND: QueryField = Query.field('responseObject.kind');

  /** HTTP status of the response. From 100 to 599. */
  public static readonly RESPONSE_STATUS_CODE: QueryField = Query.field('responseStatus.code');

  /** Time at which the request arrived. */
  public static readonly REQUEST_RECEIVED_TIMESTAMP: QueryField = Query.field('requestReceivedTimestamp');

  /** Time at which the request reached the stage. */
  public static readonly STAGE_TIMESTAMP: QueryField = Query.field('stageTimestamp');

  /** Time of the event. */
  public static readonly TIMESTAMP: QueryField = Query.field('timestamp');

  /** Addresses of the client and of proxies on the way. */
  public static readonly SOURCE_IPS: QueryField = Query.field('sourceIPs');

  /** Groups of the user. */
  public static readonly USER_GROUPS: QueryField = Query.field('user.groups');

  /** User who made the request. */
  public static readonly USER_USERNAME: QueryField = Query.field('user.username');

  private constructor() {}
}
