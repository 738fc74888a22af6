/** A file of logs, before it is read. */
export interface LogFile {
  readonly path: string;
  /** In bytes, as it is stored; undefined for standard input and pipes. */
  readonly size: number | undefined;
}
