import { Query, type QueryField } from '../query';

/**
 * The fields of audit logs, to be compared in a query or aggregated by in an alert rule: those of Kubernetes' audit
 * events.
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

  /** How much of the request was recorded. */
  public static readonly LEVEL: QueryField = Query.field('level');

  /** How far the request had come. */
  public static readonly STAGE: QueryField = Query.field('stage');

  /** What was to be done. */
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

  /** Name of the object that was asked for. */
  public static readonly OBJECT_REF_NAME: QueryField = Query.field('objectRef.name');

  /** Path of the request. */
  public static readonly REQUEST_URI: QueryField = Query.field('requestURI');

  /** API version of what was returned. */
  public static readonly RESPONSE_OBJECT_API_VERSION: QueryField = Query.field('responseObject.apiVersion');

  /** Kind of what was returned. */
  public static readonly RESPONSE_OBJECT_KIND: QueryField = Query.field('responseObject.kind');

  /** HTTP status of the response. */
  public static readonly RESPONSE_STATUS_CODE: QueryField = Query.field('responseStatus.code');

  /** When the request arrived. */
  public static readonly REQUEST_RECEIVED_TIMESTAMP: QueryField = Query.field('requestReceivedTimestamp');

  /** When the request came to the stage. */
  public static readonly STAGE_TIMESTAMP: QueryField = Query.field('stageTimestamp');

  /** When the event happened. */
  public static readonly TIMESTAMP: QueryField = Query.field('timestamp');

  /** Addresses that the request came by. */
  public static readonly SOURCE_IPS: QueryField = Query.field('sourceIPs');

  /** Groups of the user. */
  public static readonly USER_GROUPS: QueryField = Query.field('user.groups');

  /** User who asked. */
  public static readonly USER_USERNAME: QueryField = Query.field('user.username');

  private constructor() {}
}
