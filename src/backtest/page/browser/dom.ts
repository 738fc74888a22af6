import type { Shape } from '../shapes';

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

/** An element of the page. Strings become text, whatever they contain. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** An empty element of a picture. */
export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  setAttributes(made, attributes);
  return made;
}

/** The elements of shapes. */
export function drawn(shapes: readonly Shape[]): Element[] {
  return shapes.map(({ name, attributes, children, text }) => {
    const made = document.createElementNS(SVG, name);
    setAttributes(made, attributes);
    made.append(...(text === undefined ? drawn(children) : [text]));
    return made;
  });
}

export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, String(value));
  }
}
