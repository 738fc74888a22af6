import type { TextStyle } from './text';

/** A place in the figure, in pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text, by a point of its base line. */
export interface Line {
  readonly text: string;
  readonly style: TextStyle;
  readonly x: number;
  readonly y: number;
  /** Which part of the text the point is: its start unless it is said. */
  readonly anchor?: 'middle' | 'end';
}

/** What a box stands for, which decides its colour. */
export type BoxRole = 'group' | 'alert' | 'policy' | 'workload' | 'data' | 'bar' | 'changed';

/** A rectangle with text in it. */
export interface Box extends Rect {
  /** What arrows call it. */
  readonly id: string;
  readonly role: BoxRole;
  /** Whether the program makes it; otherwise it is drawn with a dashed border. */
  readonly made: boolean;
  readonly lines: readonly Line[];
  /** What it is, in a sentence, for those who do not see it. */
  readonly description: string;
}

export type Point = readonly [x: number, y: number];

/** A relation of two boxes. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Whether it follows from the objects; otherwise it is drawn dashed. */
  readonly derived: boolean;
  readonly points: readonly Point[];
  readonly labels: readonly Line[];
  /** Why the arrow is there, in a sentence. */
  readonly evidence: string;
}

/** A picture before it is drawn. Groups come before what they hold. */
export interface Figure {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Text and lines that belong to no box. */
  readonly texts: readonly Line[];
  readonly rules?: readonly (readonly [from: Point, to: Point])[];
}
