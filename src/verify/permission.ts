/** Where a permission applies: to the cluster, or in one of the namespaces that the module uses. */
export enum PermissionPlace {
  CLUSTER = 'cluster',
  /** Namespace of Tigera's intrusion detection, and of the AD jobs. */
  DETECTION = 'detection',
  /** Namespace of the component through which the AD jobs reach Elasticsearch. */
  ELASTICSEARCH = 'elasticsearch',
  SCANNER = 'scanner',
  TARGET = 'target',
  PROBE = 'probe',
  /** Namespace of what a probe must be able to reach. */
  CONTROL = 'control',
  /** The namespace that the permission names. */
  NAMESPACE = 'namespace',
}

/** A permission: verbs for a resource in one place. */
export interface Permission {
  readonly place: PermissionPlace;
  /** The namespace, if the place is one. */
  readonly namespace?: string;
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The names it is limited to. */
  readonly names?: readonly string[];
}
