import ELK, { type ElkNode, type LayoutOptions } from 'elkjs/lib/elk.bundled.js';
import type { CalicoCluster } from '../../../src';
import { type Group, moduleSeven } from './module-7';
import type { Relation } from './relations';
import { LINE_HEIGHT, type Line, labelled, path, rect, svg, type TextStyle, texts, widthOf, wrap } from './svg';
import type { Thing } from './things';

const PADDING = 10;
const TEXT_WIDTH = 220;
const HEADER = 48;
const LAYOUT: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.padding': '[top=8,bottom=8,left=8,right=8]',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '16',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeLabel': '6',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
};

/** Picture of module 7 on a cluster, laid out by ELK. */
export async function moduleSevenFigure(cluster: CalicoCluster): Promise<string> {
  const { groups, relations } = moduleSeven(cluster);
  const root = await new ELK().layout(graphOf(groups, relations));
  const nodes = [root, ...(root.children ?? []), ...(root.children ?? []).flatMap(({ children = [] }) => children)];
  const things = [...groups, ...groups.flatMap(({ members }) => members)];
  const nameOf = (id: string) => things.filter((thing) => thing.id === id).map(({ kind, name }) => `${kind} ${name}`);
  const sentenceOf = ({ from, to, label }: Relation) => `${nameOf(from)} → ${nameOf(to)}: ${label}.`;
  const where = `${cluster.release.displayName}, ${cluster.topology} cluster`;
  const { width = 0, height = 0 } = root;
  return svg(
    `Module 7 on ${where}`,
    [`What module 7 creates on ${where}.`, ...relations.map(sentenceOf)].join(' '),
    { x: Math.ceil(Math.max(width, 800)), y: Math.ceil(height + 66) },
    [
      ...things.flatMap((thing) => nodes.filter(({ id }) => id === thing.id).map((node) => drawThing(thing, node))),
      ...relations.map((relation, id) => drawRelation(relation, String(id), { nodes, tooltip: sentenceOf(relation) })),
      ...legendAt(height + PADDING),
    ],
  );
}

/** The scanned namespace reads from left to right; of the rest, arrows point upwards, so what they point to is the source. */
function graphOf(groups: readonly Group[], relations: readonly Relation[]): ElkNode {
  const edges = relations.map(({ from, to, label }, index) => {
    const lines = textLines(label, 'note');
    const labels = [{ text: label, width: widthOf(lines), height: lines.length * LINE_HEIGHT }];
    const group = groups.find(({ made, members }) => made && members.some(({ id }) => id === from));
    const forwards = group !== undefined || groups.some(({ id }) => id === from);
    const [source, target] = forwards ? [from, to] : [to, from];
    return { group, edge: { id: String(index), sources: [source], targets: [target], labels } };
  });
  const edgesIn = (group?: Group) => edges.filter((inside) => inside.group === group).map(({ edge }) => edge);
  const children = groups.map((group) => ({
    id: group.id,
    layoutOptions: {
      ...(group.made ? inRow(linesOf(group)) : {}),
      'elk.spacing.portPort': '48',
      'elk.padding': `[top=${group.namedBelow ? 14 : HEADER},bottom=${group.namedBelow ? HEADER : 14},left=14,right=14]`,
    },
    children: group.members.map((thing) => {
      const lines = linesOf(thing);
      return { id: thing.id, width: roundedUp(widthOf(lines) + 2 * PADDING), height: lines.length * LINE_HEIGHT + 13 };
    }),
    edges: edgesIn(group),
  }));
  return { id: 'root', layoutOptions: LAYOUT, children, edges: edgesIn() };
}

/** Up to three arrows divide this evenly, which keeps them straight. */
function roundedUp(width: number): number {
  return Math.ceil(width / 12) * 12;
}

/** Options of a group that reads from left to right and is at least as wide as its name. */
function inRow(name: readonly Line[]): LayoutOptions {
  return {
    ...LAYOUT,
    'elk.direction': 'RIGHT',
    'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${widthOf(name) + 2 * PADDING},0)`,
  };
}

function linesOf({ kind, name, role, details }: Thing): Line[] {
  return role === 'group'
    ? [[kind, 'kind'] as const, [name, 'title'] as const]
    : [[kind, 'kind'], ...textLines(name, 'name'), ...details.flatMap((detail) => textLines(detail, 'detail'))];
}

function textLines(text: string, style: TextStyle): Line[] {
  return wrap(text, style, TEXT_WIDTH);
}

function drawThing(thing: Thing | Group, { x = 0, y = 0, width = 0, height = 0 }: ElkNode): string {
  const { id, role, kind, name, made } = thing;
  const top = 'namedBelow' in thing && thing.namedBelow ? y + height - HEADER + 2 : y;
  return labelled({ object: id }, `${kind} ${name}${made ? '' : ', already there'}`, [
    rect(styleOf(role, made), { x, y, width, height }),
    ...texts(linesOf(thing), { x: x + PADDING, y: top + 19 }),
  ]);
}

function drawRelation(relation: Relation, id: string, drawn: { nodes: readonly ElkNode[]; tooltip: string }): string {
  const { from, to, label, derived } = relation;
  const edge = drawn.nodes.flatMap(({ edges = [] }) => edges).find((candidate) => candidate.id === id);
  const points = (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  return labelled({ from, to }, drawn.tooltip, [
    path(styleOf('arrow', derived), edge?.sources[0] === from ? points : points.toReversed()),
    ...(edge?.labels ?? []).flatMap(({ x = 0, y = 0 }) => texts(textLines(label, 'note'), { x, y: y + 12 })),
  ]);
}

function styleOf(role: string, solid: boolean): string {
  return solid ? role : `${role} planned`;
}

function legendAt(top: number): string[] {
  return [true, false].flatMap((solid, row) => {
    const y = top + row * 28;
    const [made, follows] = solid
      ? ['made by AnomalyDetectionChart', 'follows from the objects: selectors, rules, data sets, commands']
      : ['already there', 'no object says so: it is how Calico works'];
    return [
      rect(styleOf('workload', solid), { x: 8, y, width: 36, height: 20 }),
      ...texts([[made, 'note']], { x: 54, y: y + 14 }),
      path(styleOf('arrow', solid), [
        { x: 300, y: y + 10 },
        { x: 336, y: y + 10 },
      ]),
      ...texts([[follows, 'note']], { x: 346, y: y + 14 }),
    ];
  });
}
