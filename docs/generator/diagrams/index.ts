import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CalicoCluster, CalicoRelease } from '../../../src';
import { flowLogsFigure } from './flow-logs-figure';
import { moduleSevenFigure } from './module-7-figure';
import { releaseStepsFigure } from './release-steps-figure';

/** The pictures of the documentation, by the names of their files in `docs/diagrams`. */
export async function diagrams(): Promise<Readonly<Record<string, string>>> {
  const onManaged = (release: string) =>
    moduleSevenFigure(CalicoCluster.managed({ name: 'acme.docs', release: CalicoRelease.enterprise(release) }));
  return {
    'flow-logs.svg': flowLogsFigure(),
    'module-7-3.14.svg': await onManaged('3.14'),
    'module-7-3.24.svg': await onManaged('3.24'),
    'release-steps.svg': releaseStepsFigure(),
  };
}

/** Writes the pictures into the folder `diagrams` of the documentation. */
export async function writeDiagrams(docs: string): Promise<void> {
  const folder = join(docs, 'diagrams');
  mkdirSync(folder, { recursive: true });
  for (const [file, picture] of Object.entries(await diagrams())) {
    writeFileSync(join(folder, file), picture);
  }
}
