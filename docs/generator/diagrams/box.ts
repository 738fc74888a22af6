import type { Box, Line, Rect } from './figure';
import { LINE_HEIGHT, type TextStyle, wrap } from './text';
import type { Thing } from './things';

/** Distance of text from the border of its box. */
export const PADDING = 10;

/** Lines of text one below the other, from the top of a box on. */
export function linesIn(
  place: Pick<Rect, 'x' | 'y' | 'width'>,
  texts: readonly (readonly [text: string, style: TextStyle])[],
): Line[] {
  const wrapped = texts.flatMap(([text, style]) =>
    wrap(text, style, place.width - 2 * PADDING).map((line) => ({ text: line, style })),
  );
  return wrapped.map((line, index) => ({ ...line, x: place.x + PADDING, y: place.y + 19 + index * LINE_HEIGHT }));
}

/** The box of a thing, as high as its text. */
export function boxOf(thing: Thing, place: Pick<Rect, 'x' | 'y' | 'width'>): Box {
  const lines = linesIn(place, [
    [thing.kind, 'kind'],
    [thing.name, 'name'],
    ...thing.details.map((detail) => [detail, 'detail'] as const),
  ]);
  return {
    ...place,
    id: thing.id,
    role: thing.role,
    made: thing.made,
    height: lines.length * LINE_HEIGHT + 13,
    lines,
    description: `${thing.kind} ${thing.name}${thing.namespace === undefined ? '' : ` in ${thing.namespace}`}${thing.made ? '' : ', not made here'}`,
  };
}
