import { CalicoTopology } from '../../../src';
import { boxOf, linesIn, PADDING } from './box';
import type { Box, Rect } from './figure';
import { ELASTICSEARCH, gatesOf, type ModuleSeven } from './module-7';
import type { Thing } from './things';

export const BOX_WIDTH = 240;
export const GROUP_PADDING = 14;
const GROUP_WIDTH = BOX_WIDTH + 2 * GROUP_PADDING;
const CHANNEL = 80;
export const MARGIN = 8;
export const FIGURE_WIDTH = 2 * MARGIN + 3 * GROUP_WIDTH + 2 * CHANNEL;

/** Room for kind and name of a group. */
const HEADER = 48;
/** Height of the lane by which the scan passes over the Service. */
const SCAN_LANE = 34;
/** Distance of two boxes in a group, with room for a selector in two lines. */
const STACK_GAP = 46;
const ROW_GAP = 58;
const GROUP_GAP = 16;

/** The boxes of a figure, groups before what they hold, and the bottom of the lowest. */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly bottom: number;
}

/** What a group is called, and what stands in it. */
interface Group {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly made: boolean;
  readonly things: readonly Thing[];
  readonly column: number;
}

/**
 * Three rows: the namespace that is scanned, what Calico stores, and what looks at it. The last has three columns: what
 * belongs to the cluster and what is asked for names, the namespace that sends, and the namespace that it sends to.
 */
export function layOut(module: ModuleSeven): Layout {
  const { things, scanned, cluster } = module;
  const gates = gatesOf(things);
  const first = row(
    {
      id: `Namespace/${scanned}`,
      kind: ['Namespace', ...(things.find(({ id }) => id === `Namespace/${scanned}`)?.details ?? [])].join(': '),
      name: scanned,
      made: true,
      things: scannedThings(module),
      column: 0,
    },
    { y: MARGIN, columns: 3, lane: SCAN_LANE },
  );
  const second = row(
    {
      id: ELASTICSEARCH,
      kind: cluster.topology === CalicoTopology.MANAGED ? 'In the management cluster' : 'Filled by Calico',
      name: 'Elasticsearch',
      made: false,
      things: things.filter(({ role }) => role === 'data'),
      column: 0,
    },
    { y: first.bottom + ROW_GAP, columns: gates.length === 0 ? 2 : 3, lane: 0 },
  );
  const columns = [0, 1, 2].map((column) => {
    const groups = detectionGroups(module).filter((group) => group.column === column);
    return stacked(groups, second.bottom + ROW_GAP);
  });
  return {
    boxes: [...first.boxes, ...second.boxes, ...columns.flatMap(({ boxes }) => boxes)],
    bottom: Math.max(...columns.map(({ bottom }) => bottom)),
  };
}

export function columnX(column: number): number {
  return MARGIN + column * (GROUP_WIDTH + CHANNEL);
}

/** Scanner, Service and target, in the order of the way through the Service. */
function scannedThings({ things, scanned, relations }: ModuleSeven): Thing[] {
  const inside = things.filter(({ namespace, made }) => made && namespace === scanned);
  const incoming = ({ id }: Thing) => relations.filter(({ to }) => to === id).length;
  return inside.sort((left, right) => incoming(left) - incoming(right));
}

function detectionGroups(module: ModuleSeven): Group[] {
  const { things, scanned } = module;
  const gates = gatesOf(things);
  const alerts = things.filter(({ kind }) => kind === 'GlobalAlert');
  const others = things.filter(({ namespace }) => namespace !== undefined && namespace !== scanned);
  const namespaces = [...new Set(others.map(({ namespace }) => namespace))];
  const groups = namespaces.map((name) => {
    const inside = others.filter(({ namespace }) => namespace === name);
    const runs = inside.some(({ kind }) => kind === 'Deployment');
    const opened = gates.some(({ namespace }) => namespace === name);
    return {
      id: `Namespace/${name}`,
      kind: 'Namespace',
      name: String(name),
      made: false,
      things: inside.sort((left, right) => Number(left.role === 'policy') - Number(right.role === 'policy')),
      column: runs ? 1 : opened ? 2 : 0,
    };
  });
  const whole = {
    id: 'cluster',
    kind: 'Cluster-scoped',
    name: 'The cluster',
    made: false,
    things: alerts,
    column: 0,
  };
  return alerts.length === 0 ? groups : [whole, ...groups];
}

function row(group: Group, place: { y: number; columns: number; lane: number }): Layout {
  const top = place.y + HEADER + place.lane;
  const inner = group.things.map((thing, column) =>
    boxOf(thing, { x: columnX(column) + GROUP_PADDING, y: top, width: BOX_WIDTH }),
  );
  const bottom = Math.max(...inner.map(({ y, height }) => y + height)) + GROUP_PADDING;
  const width = columnX(place.columns - 1) + GROUP_WIDTH - MARGIN;
  return {
    boxes: [groupBox(group, { x: MARGIN, y: place.y, width, height: bottom - place.y }), ...inner],
    bottom,
  };
}

function stacked(groups: readonly Group[], top: number): Layout {
  const boxes: Box[] = [];
  let y = top;
  for (const group of groups) {
    const x = columnX(group.column);
    const inner: Box[] = [];
    let next = y + HEADER;
    for (const thing of group.things) {
      const box = boxOf(thing, { x: x + GROUP_PADDING, y: next, width: BOX_WIDTH });
      inner.push(box);
      next = box.y + box.height + STACK_GAP;
    }
    const bottom = next - STACK_GAP + GROUP_PADDING;
    boxes.push(groupBox(group, { x, y, width: GROUP_WIDTH, height: bottom - y }), ...inner);
    y = bottom + GROUP_GAP;
  }
  return { boxes, bottom: y - GROUP_GAP };
}

function groupBox({ id, kind, name, made }: Group, rect: Rect): Box {
  return {
    ...rect,
    id,
    role: 'group',
    made,
    lines: linesIn({ ...rect, x: rect.x + GROUP_PADDING - PADDING, y: rect.y + 2 }, [
      [kind, 'kind'],
      [name, 'title'],
    ]),
    description: made ? `${kind} ${name}` : `${kind} ${name}, not made here`,
  };
}
