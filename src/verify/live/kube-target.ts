/** A file, or base64 of its content. */
export type FileOrData = { readonly file: string } | { readonly data: string };

/** The API server of a cluster. */
export interface KubeCluster {
  readonly name: string;
  readonly server: string;
  readonly authority?: FileOrData;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
}

/** Which cluster is used by which user. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string | undefined;
  readonly user: string | undefined;
}

/** A program that prints credentials. */
export interface CredentialProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  readonly installHint?: string;
  readonly needsTerminal: boolean;
  readonly wantsCluster: boolean;
}

/** Whom the server treats the requests as being from. */
export interface Impersonation {
  readonly user?: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** The credentials of a user. */
export interface KubeUser {
  readonly name: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly userName?: string;
  readonly password?: string;
  readonly certificate?: FileOrData;
  readonly key?: FileOrData;
  readonly program?: CredentialProgram;
  /** A plugin that is built into clients. */
  readonly provider?: { readonly name: string; readonly config: Record<string, string> };
  readonly impersonation: Impersonation;
}

/** What to connect to, and as whom. */
export interface KubeTarget {
  readonly context: string;
  readonly cluster: KubeCluster;
  readonly user: KubeUser;
}
