/** An element of a picture, which becomes one of a page, or a part of an SVG file. */
export interface Shape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly Shape[];
  readonly text?: string;
}

/** Coordinates with more decimals cannot be told apart. */
const DECIMALS = 10;

export function shape(name: string, attributes: Shape['attributes'], children: readonly Shape[] = []): Shape {
  return { name, attributes: rounded(attributes), children };
}

export function textShape(text: string, attributes: Shape['attributes']): Shape {
  return { name: 'text', attributes: rounded(attributes), children: [], text };
}

export function group(style: string, children: readonly Shape[]): Shape {
  return shape('g', { class: style }, children);
}

export function line(style: string, [x1, y1, x2, y2]: readonly [number, number, number, number]): Shape {
  return shape('line', { class: style, x1, y1, x2, y2 });
}

/** A coordinate with one decimal. */
export function round(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}

function rounded(attributes: Shape['attributes']): Shape['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'number' ? round(value) : value]),
  );
}
