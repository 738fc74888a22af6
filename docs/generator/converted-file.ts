import { join } from 'node:path';
import { CalicoTopology } from '../../src/calico';
import { convert, convertReport, convertSummary, Language } from '../../src/convert';

/** This library, as it was compiled for the pages. */
const PACKAGES = { library: join(__dirname, '..', '..', 'src', 'index.js'), from: __filename };

/** The program that the command makes of a file, and what it prints on standard error. */
export function convertedFile(file: string, text: string, release: string): { program: string; printed: string } {
  const result = convert([{ file, bytes: Buffer.from(text) }], {
    cluster: { topology: CalicoTopology.MANAGED, release },
    language: Language.TYPESCRIPT,
    packages: PACKAGES,
    paths: [file],
  });
  if (result.program === undefined) {
    throw new Error(convertReport(result, false).join('\n'));
  }
  const summary = `calico-threat-defense convert: ${convertSummary(result)}`;
  return { program: result.text, printed: [...convertReport(result, false), summary].join('\n') };
}
