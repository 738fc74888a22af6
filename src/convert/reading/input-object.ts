import type { DataKeys, Manifest } from '../../base';

/** An object of the input. */
export interface InputObject {
  readonly manifest: Manifest;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** `Kind namespace/name`. */
  readonly title: string;
  /** The comments above and inside the object. */
  readonly comments: readonly string[];
  /** Whether the scalar at a place is not quoted, so its type depends on what replaces a placeholder in it. */
  readonly isPlain: (keys: DataKeys) => boolean;
}

/** What cannot be converted. */
export interface Problem {
  readonly file: string;
  /** Counted from 1; undefined if it is about the file as a whole. */
  readonly line?: number;
  readonly message: string;
}

/** What is worth knowing, but keeps nothing from being converted. */
export type Note = Problem;

/** What was read from files. */
export interface Input {
  readonly objects: readonly InputObject[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** The text of all files, to find names that are not used in them. */
  readonly text: string;
}
