import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CalicoCluster, CalicoRelease } from '../../../src';
import type { Figure } from './figure';
import { moduleSevenFigure } from './module-7-figure';
import { releaseStepsFigure } from './release-steps-figure';
import { drawSvg } from './svg';

/** The pictures of the documentation, by the names of their files in `docs/diagrams`. */
export function diagrams(): Record<string, Figure> {
  const onManaged = (release: string) =>
    moduleSevenFigure(CalicoCluster.managed({ name: 'acme.docs', release: CalicoRelease.enterprise(release) }));
  return {
    'module-7-3.14.svg': onManaged('3.14'),
    'module-7-3.24.svg': onManaged('3.24'),
    'release-steps.svg': releaseStepsFigure(),
  };
}

/** Writes the pictures into the folder `diagrams` of the documentation. */
export function writeDiagrams(docs: string): void {
  const folder = join(docs, 'diagrams');
  mkdirSync(folder, { recursive: true });
  for (const [file, figure] of Object.entries(diagrams())) {
    writeFileSync(join(folder, file), drawSvg(figure));
  }
}
