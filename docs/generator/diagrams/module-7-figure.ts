import type { CalicoCluster } from '../../../src';
import { linesIn } from './box';
import type { Arrow, Box, Figure, Line } from './figure';
import { moduleSeven } from './module-7';
import { drawRelations } from './module-7-arrows';
import { columnX, FIGURE_WIDTH, layOut, MARGIN } from './module-7-layout';

const LEGEND_HEIGHT = 62;

/** Picture of module 7 on a cluster. */
export function moduleSevenFigure(cluster: CalicoCluster): Figure {
  const module = moduleSeven(cluster);
  const { boxes, bottom } = layOut(module);
  const legend = legendAt(bottom + 24);
  const arrows = drawRelations(module.relations, boxes);
  const where = `${cluster.release.displayName}, ${cluster.topology} cluster`;
  return {
    title: `Module 7 on ${where}`,
    description: [`What module 7 makes on a ${where}.`, ...arrows.map(({ evidence }) => evidence)].join(' '),
    width: FIGURE_WIDTH,
    height: bottom + 24 + LEGEND_HEIGHT,
    boxes: [...boxes, ...legend.boxes],
    arrows: [...arrows, ...legend.arrows],
    texts: legend.texts,
  };
}

function legendAt(y: number): { boxes: Box[]; arrows: Arrow[]; texts: Line[] } {
  const swatch = { width: 36, height: 20, lines: [] };
  const second = columnX(1);
  const note = (text: string, x: number, top: number): Line[] =>
    linesIn({ x: x + 36, y: top - 3, width: 520 }, [[text, 'note']]);
  const line = { labels: [], from: 'legend', to: 'legend' };
  return {
    boxes: [
      { ...swatch, id: 'legend/made', role: 'workload', made: true, x: MARGIN, y, description: 'made by the module' },
      {
        ...swatch,
        id: 'legend/there',
        role: 'workload',
        made: false,
        x: MARGIN,
        y: y + 28,
        description: 'not made here',
      },
    ],
    arrows: [
      {
        ...line,
        derived: true,
        points: [
          [second, y + 10],
          [second + 36, y + 10],
        ],
        evidence: 'follows from the objects',
      },
      {
        ...line,
        derived: false,
        points: [
          [second, y + 38],
          [second + 36, y + 38],
        ],
        evidence: 'how Calico works',
      },
    ],
    texts: [
      ...note('made by AnomalyDetectionChart', MARGIN, y),
      ...note('already there', MARGIN, y + 28),
      ...note('follows from the objects: selectors, rules, data sets, commands', second, y),
      ...note('no object says so: it is how Calico works', second, y + 28),
    ],
  };
}
