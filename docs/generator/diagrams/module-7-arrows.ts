import type { Arrow, Box, Line, Point } from './figure';
import { BOX_WIDTH, GROUP_PADDING } from './module-7-layout';
import type { Relation } from './relations';
import { LINE_HEIGHT, type TextStyle, wrap } from './text';

/** How an arrow runs: its corners and where its label begins. */
interface Way {
  readonly points: readonly Point[];
  readonly labels: readonly Line[];
}

/** Two boxes have to share this much height to be joined by a straight line. */
const SHARED_HEIGHT = 24;
/** Distance of arrows that run side by side. */
const LANE = 10;
/** Height of the way over the boxes between two others. */
const OVERPASS = 20;
const TEXT_GAP = 6;

/**
 * The relations as arrows between the boxes.
 *
 * @throws when an end of a relation has no box
 */
export function drawRelations(relations: readonly Relation[], boxes: readonly Box[]): Arrow[] {
  const boxAt = (id: string): Box => {
    const box = boxes.find((candidate) => candidate.id === id);
    if (box === undefined) {
      throw new Error(`the figure has no box for ${id}`);
    }
    return box;
  };
  const ends = relations.map((relation) => ({ relation, from: boxAt(relation.from), to: boxAt(relation.to) }));
  const backwards = ends
    .filter(({ from, to }) => runsBackwards(from, to))
    .sort((left, right) => left.to.y - right.to.y)
    .map(({ relation }) => relation);
  return ends.map(({ relation, from, to }) => {
    const { label, derived, evidence } = relation;
    const turn = { index: backwards.indexOf(relation), count: backwards.length };
    return { from: from.id, to: to.id, derived, evidence, ...wayOf({ from, to, label, turn }) };
  });
}

interface Ends {
  readonly from: Box;
  readonly to: Box;
  readonly label: string;
  /** Which of the arrows that run backwards it is, and of how many. */
  readonly turn: { readonly index: number; readonly count: number };
}

function wayOf(ends: Ends): Way {
  const { from, to } = ends;
  if (runsBackwards(from, to)) {
    return backwards(ends);
  }
  if (sharedHeight(from, to) >= SHARED_HEIGHT) {
    return to.x - (from.x + from.width) > BOX_WIDTH ? overpass(ends) : sideways(ends);
  }
  if (from.y + from.height <= to.y) {
    return downwards(ends);
  }
  return from.role === 'policy' ? toSelected(ends) : upwards(ends);
}

/** Whether the arrow goes to a box on the left that is lower or higher. */
function runsBackwards(from: Box, to: Box): boolean {
  return to.x + to.width <= from.x && sharedHeight(from, to) < SHARED_HEIGHT;
}

function sharedHeight(one: Box, other: Box): number {
  return Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
}

/** In a line to the next box, left or right. */
function sideways({ from, to, label }: Ends): Way {
  const y = Math.round(Math.max(from.y, to.y) + sharedHeight(from, to) / 2);
  const right = to.x > from.x;
  const start = right ? from.x + from.width : from.x;
  const end = right ? to.x : to.x + to.width;
  const x = Math.round((start + end) / 2);
  return {
    points: [
      [start, y],
      [end, y],
    ],
    labels: [{ text: label, style: 'note', x, y: y - TEXT_GAP, anchor: 'middle' }],
  };
}

/** Over what stands between. */
function overpass({ from, to, label }: Ends): Way {
  const y = Math.min(from.y, to.y) - OVERPASS;
  const start = from.x + from.width / 2;
  const end = to.x + to.width / 2;
  const x = Math.round((start + end) / 2);
  return {
    points: [
      [start, from.y],
      [start, y],
      [end, y],
      [end, to.y],
    ],
    labels: [{ text: label, style: 'note', x, y: y - TEXT_GAP, anchor: 'middle' }],
  };
}

/** From the border of a group down to a box of the next row. */
function downwards({ from, to, label }: Ends): Way {
  const x = to.x + to.width - 40;
  const start = from.y + from.height;
  return {
    points: [
      [x, start],
      [x, to.y],
    ],
    labels: [{ text: label, style: 'note', x: x + TEXT_GAP + 2, y: start + 24 }],
  };
}

/** Up to the row above: straight where the end is above the start, else by a turn between the rows. */
function upwards({ from, to, label }: Ends): Way {
  const end = to.y + to.height;
  const straight = to.x <= from.x && to.x + to.width >= from.x + from.width;
  if (straight) {
    const x = from.x + (to.role === 'group' ? 216 : 150);
    return {
      points: [
        [x, from.y],
        [x, end],
      ],
      labels: [{ text: label, style: 'note', x: x - TEXT_GAP - 2, y: (from.y + end) / 2 - 10, anchor: 'end' }],
    };
  }
  const x = from.x + 216;
  const turn = end + 44;
  const middle = to.x + to.width / 2;
  return {
    points: [
      [x, from.y],
      [x, turn],
      [middle, turn],
      [middle, end],
    ],
    labels: [{ text: label, style: 'note', x: x + TEXT_GAP + 2, y: turn - TEXT_GAP }],
  };
}

/** From a policy up to the pods that it selects, with the selector beside. */
function toSelected({ from, to, label }: Ends): Way {
  const x = from.x + 20;
  const style: TextStyle = 'detail';
  const lines = wrap(label, style, BOX_WIDTH - 40);
  const middle = (to.y + to.height + from.y) / 2;
  const top = middle - ((lines.length - 1) * LINE_HEIGHT) / 2 + 4;
  return {
    points: [
      [x, from.y],
      [x, to.y + to.height],
    ],
    labels: lines.map((text, index) => ({ text, style, x: x + 10, y: Math.round(top + index * LINE_HEIGHT) })),
  };
}

/** To the left through the channel between two columns; those that go further down turn first, so that none cross. */
function backwards({ from, to, label, turn }: Ends): Way {
  const start = Math.round(from.y + (from.height * (turn.index + 1)) / (turn.count + 1));
  const end = Math.round(to.y + to.height / 2);
  const edge = to.x + to.width;
  const lane = from.x - GROUP_PADDING - 8 - (turn.count - 1 - turn.index) * LANE;
  const x = Math.round((edge + GROUP_PADDING + lane) / 2);
  return {
    points: [
      [from.x, start],
      [lane, start],
      [lane, end],
      [edge, end],
    ],
    labels: [{ text: label, style: 'note', x, y: end - TEXT_GAP, anchor: 'middle' }],
  };
}
