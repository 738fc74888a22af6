/** A placeholder of the files, which becomes a prop of the chart. */
export interface Placeholder {
  /** Its name in the files, and that of the environment variable that the program reads. */
  readonly name: string;
  /** As it is written in the files, in each form. */
  readonly texts: readonly string[];
  /** Name of the prop. */
  readonly prop: string;
  readonly type: 'string' | 'number';
  /** What the program is run with to prove it. The files contain it nowhere else. */
  readonly example: string | number;
}
