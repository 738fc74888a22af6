import { flowLogsFigure } from './flow-logs-figure';
import { moduleSevenFigure } from './module-7-figure';
import { releaseStepsFigure } from './release-steps-figure';

/** The pictures of the documentation, by the names of their files in `docs/diagrams`. */
export async function diagrams(): Promise<Readonly<Record<string, string>>> {
  return {
    'flow-logs.svg': flowLogsFigure(),
    'module-7-3.14.svg': await moduleSevenFigure('3.14'),
    'module-7-3.24.svg': await moduleSevenFigure('3.24'),
    'release-steps.svg': releaseStepsFigure(),
  };
}
