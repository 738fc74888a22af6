import type { Arrow, Box, Figure, Line, Point } from './figure';
import { TEXT_SIZE } from './text';

/** Colours for light and dark pages; each text has a contrast of at least 4.5 to what lies behind it. */
const STYLE = [
  'text{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}',
  '.name,.detail{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.name,.title{font-weight:600}',
  '.kind,.note,.detail{fill:#57606a}',
  ...Object.entries(TEXT_SIZE).map(([style, size]) => `.${style}{font-size:${size}px}`),
  'rect{fill:#ffffff;stroke:#8c959f}',
  '.group{fill:#f6f8fa;stroke:#d0d7de}',
  '.alert{fill:#fff1e5;stroke:#bc4c00}',
  '.policy{fill:#e6f6ea;stroke:#1a7f37}',
  '.workload,.bar{fill:#e3f2ff;stroke:#0969da}',
  '.changed{fill:#fff1e5;stroke:#bc4c00}',
  '.planned{stroke-dasharray:5 4}',
  '.arrow,.rule{fill:none;stroke:#57606a;stroke-width:1.5}',
  '.rule{stroke:#d0d7de;stroke-width:1}',
  '.head{fill:#57606a}',
  '@media (prefers-color-scheme:dark){',
  'text{fill:#e6edf3}',
  '.kind,.note,.detail{fill:#9ea7b3}',
  'rect{fill:#0d1117;stroke:#6e7681}',
  '.group{fill:#161b22;stroke:#3d444d}',
  '.alert,.changed{fill:#32200f;stroke:#db6d28}',
  '.policy{fill:#10281a;stroke:#3fb950}',
  '.workload,.bar{fill:#0f2440;stroke:#4493f8}',
  '.arrow{stroke:#9ea7b3}',
  '.rule{stroke:#3d444d}',
  '.head{fill:#9ea7b3}',
  '}',
];

/** The figure as an SVG document that needs nothing else: no fonts, no scripts, no background. */
export function drawSvg(figure: Figure): string {
  const { title, description, width, height } = figure;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"` +
      ' role="img" aria-labelledby="title desc">',
    '<!-- Made by `npm run docs`; changes here are lost. -->',
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    '<style>',
    ...STYLE,
    '</style>',
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"' +
      ' markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8Z"/></marker></defs>',
    ...(figure.rules ?? []).map(([from, to]) => `<path class="rule" d="${pathOf([from, to])}"/>`),
    ...figure.boxes.filter(({ role }) => role === 'group').map(drawBox),
    ...figure.arrows.map(drawArrow),
    ...figure.boxes.filter(({ role }) => role !== 'group').map(drawBox),
    ...figure.texts.map(drawLine),
    '</svg>',
    '',
  ].join('\n');
}

function drawBox({ id, role, made, x, y, width, height, lines, description }: Box): string {
  const style = made ? role : `${role} planned`;
  return [
    `<g data-object="${escaped(id)}"><title>${escaped(description)}</title>`,
    `<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    ...lines.map(drawLine),
    '</g>',
  ].join('\n');
}

function drawArrow({ from, to, derived, points, labels, evidence }: Arrow): string {
  const style = derived ? 'arrow' : 'arrow planned';
  return [
    `<g data-from="${escaped(from)}" data-to="${escaped(to)}"><title>${escaped(evidence)}</title>`,
    `<path class="${style}" d="${pathOf(points)}" marker-end="url(#head)"/>`,
    ...labels.map(drawLine),
    '</g>',
  ].join('\n');
}

function drawLine({ text, style, x, y, anchor }: Line): string {
  const placed = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${style}" x="${x}" y="${y}"${placed}>${escaped(text)}</text>`;
}

function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
