import ELK, { type ElkExtendedEdge, type ElkNode, type LayoutOptions } from 'elkjs/lib/elk.bundled.js';
import { moduleSeven, type Relation } from './module-7';
import { LINE_HEIGHT, type Line, legend, path, rect, svg, texts, widthOf, wrap } from './svg';
import type { Thing } from './things';

const HEADER = 48;
const LAYOUT: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'UP',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.edgeLabel': '6',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
};
/** What the module makes as a whole, the scanned namespace, reads from left to right. */
const ROW: LayoutOptions = { ...LAYOUT, 'elk.direction': 'RIGHT', 'elk.hierarchyHandling': 'SEPARATE_CHILDREN' };

/** Picture of module 7 on a managed cluster with a release of Calico Enterprise, laid out by ELK. */
export async function moduleSevenFigure(release: string): Promise<string> {
  const { groups, relations } = moduleSeven(release);
  const graph = { id: 'root', layoutOptions: LAYOUT, children: groups.map(nodeOf), edges: relations.map(edgeOf) };
  const placed = JSON.stringify(await new ELK().layout(graph));
  const root: ElkNode = JSON.parse(placed, (_, value) => (typeof value === 'number' ? Math.round(value) : value));
  const { width = 0, height = 0, children = [], edges = [] } = root;
  const sentences = relations.map(({ from, to, label }) => `${from.name} → ${to.name}: ${label}.`);
  return svg(
    `Module 7 on Calico Enterprise ${release}, managed cluster`,
    sentences.join(' '),
    { x: Math.max(width, 800), y: height + 66 },
    [
      ...groups.flatMap((group, index) => drawThing(group, children[index])),
      ...relations.flatMap((relation, index) => drawRelation(relation, edges[index])),
      ...legend('Pod', 'made by AnomalyDetectionChart', 8, height + 10),
      ...legend('Pod planned', 'already there', 8, height + 38),
      ...legend('arrow', 'follows from the objects: selectors, rules, data sets, commands', 300, height + 10),
      ...legend('arrow planned', 'no object says so: it is how Calico works', 300, height + 38),
    ],
  );
}

function nodeOf(thing: Thing): ElkNode {
  const { id, style, members } = thing;
  const lines = linesOf(thing);
  const [top, bottom] = isNamedBelow(thing) ? [14, HEADER] : [HEADER, 14];
  const padding = `[top=${top},bottom=${bottom},left=14,right=14]`;
  const layoutOptions = { ...(style === 'group' ? ROW : {}), 'elk.spacing.portPort': '48', 'elk.padding': padding };
  // Up to three arrows divide such a width evenly, which keeps them straight.
  const width = Math.ceil((widthOf(lines) + 20) / 12) * 12;
  const height = lines.length * LINE_HEIGHT + 13;
  return members ? { id, layoutOptions, children: members.map(nodeOf) } : { id, width, height };
}

/** The name of a group that arrows start from is at its bottom, where these do not cross it. */
function isNamedBelow({ style, members = [] }: Thing): boolean {
  return style !== 'group' && members.some(({ spec }) => spec !== undefined);
}

function linesOf({ kind, name, details, members }: Thing): Line[] {
  const title = members ? wrap(name, 'title', 600) : wrap(name, 'name');
  return [...wrap(kind, 'kind', 600), ...title, ...details.flatMap((detail) => wrap(detail, 'detail'))];
}

/** An arrow from a namespace points downwards, and is laid out in reverse. */
function edgeOf({ from, to, label }: Relation, index: number): ElkExtendedEdge {
  const [source, target] = from.kind === 'Namespace' ? [to, from] : [from, to];
  const lines = wrap(label, 'note');
  const labels = [{ text: label, width: widthOf(lines), height: lines.length * LINE_HEIGHT }];
  return { id: `${index}`, sources: [source.id], targets: [target.id], labels };
}

function drawThing(thing: Thing, node: ElkNode = thing): string[] {
  const { x = 0, y = 0, width = 0, height = 0, children = [] } = node;
  const top = isNamedBelow(thing) ? y + height - HEADER + 2 : y;
  const inside = thing.members?.flatMap((member, index) => drawThing(member, children[index])) ?? [];
  return [rect(thing.style, { x, y, width, height }), ...texts(linesOf(thing), x + 10, top + 19), ...inside];
}

function drawRelation({ from, label, derived }: Relation, edge?: ElkExtendedEdge): string[] {
  const { sections = [], labels = [] } = edge ?? {};
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  const [{ x = 0, y = 0 } = {}] = labels;
  return [
    path(derived ? 'arrow' : 'arrow planned', ...(from.kind === 'Namespace' ? points.toReversed() : points)),
    ...texts(wrap(label, 'note'), x, y + 12),
  ];
}
