import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The folder of a Helm chart whose files are rendered. */
const TEMPLATES = 'templates';
const CHART = 'Chart.yaml';

/** Knows which folders contain the templates of a Helm chart. */
export class ChartTemplates {
  private readonly known = new Map<string, boolean>();

  /** Whether a folder is the folder `templates` of a chart, or below one. */
  has(folder: string): boolean {
    const known = this.known.get(folder);
    if (known !== undefined) {
      return known;
    }
    const above = dirname(folder);
    const found = (basename(folder) === TEMPLATES && isChart(above)) || (above !== folder && this.has(above));
    this.known.set(folder, found);
    return found;
  }
}

function isChart(folder: string): boolean {
  try {
    return statSync(join(folder, CHART), { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
