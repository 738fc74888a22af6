/** What one kind of decoy looks like. */
export interface DecoyForm {
  /** As in texts: `decoy database`. */
  readonly title: string;
  /** The default name. */
  readonly name: string;
  /** The ports; undefined if connections to any port are of interest, and there is no Service. */
  readonly ports?: DecoyPorts;
  /** Whether there is a pod on every node. */
  readonly isOnEveryNode: boolean;
  /** Whether nginx talks HTTP; otherwise it only accepts connections. */
  readonly isHttp: boolean;
}

/** Where a decoy is reached. */
export interface DecoyPorts {
  /** The port of the Service. */
  readonly service: number;
  /** The port of the pod, which is the port in flow logs. */
  readonly pod: number;
  /** Whether the Service has no port of its own. */
  readonly isSame: boolean;
}

/** The port on which nginx listens if no port was set. */
export const HTTP_PORT = 8080;

export function serviceForm({ port, podPort }: { readonly port?: number; readonly podPort?: number }): DecoyForm {
  const ports = { service: port ?? 80, pod: podPort ?? HTTP_PORT, isSame: false };
  return { title: 'service', name: 'dashboard', ports, isOnEveryNode: false, isHttp: true };
}

export function databaseForm({ port = 5432 }: { readonly port?: number }): DecoyForm {
  const ports = { service: port, pod: port, isSame: true };
  return { title: 'database', name: 'database', ports, isOnEveryNode: false, isHttp: false };
}

/** Without a Service, a pod is only found by trying addresses, so there is one in the address range of every node. */
export const IP_ENUMERATION: DecoyForm = { title: 'pod', name: 'internal-app', isOnEveryNode: true, isHttp: true };

/** The namespace, the name and the form of a decoy: what its objects and its alert are made of. */
export interface DecoyPlan {
  readonly form: DecoyForm;
  readonly name: string;
  readonly namespace: string;
}

/** The label that selects the pods of a decoy. */
export function decoyLabels({ name }: Pick<DecoyPlan, 'name'>): { readonly app: string } {
  return { app: name };
}
