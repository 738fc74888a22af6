import { plural, printable, printableLines } from '../base';
import type { Converted } from './convert';

const SUBJECT = 'calico-threat-defense convert';

/**
 * What is to be said about a program: what was left out, differences with their reasons, and what the program prints.
 *
 * @param isGuessed whether nothing but the objects says for which release it is
 */
export function convertReport({ problems, notes, warnings, program }: Converted, isGuessed: boolean): string[] {
  const lines = [...problems, ...notes].map(({ file, line, message }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `${SUBJECT}: ${place === '' ? '' : `${place}: `}${message}`;
  });
  if (isGuessed && program?.cluster !== undefined) {
    const { release } = program.cluster;
    lines.push(
      `${SUBJECT}: the program is for release ${release}, since neither --calico-release nor CALICO_RELEASE is set`,
    );
  }
  const printed = warnings === '' ? [] : ['The program prints when it is run:', ...warnings.trimEnd().split('\n')];
  return [...lines.map(printable), ...printed.map(printableLines)];
}

/** What a program creates, in one sentence. */
export function convertSummary({ counts: { objects, constructs, differences }, program }: Converted): string {
  const isOfLibrary =
    constructs === 0
      ? 'none of them by constructs of this library'
      : `with ${plural(constructs, 'construct')} of this library`;
  const props = plural(program?.placeholders.length ?? 0, 'placeholder');
  const known = `${plural(differences, 'difference')} that ${differences === 1 ? 'changes' : 'change'} nothing`;
  return `the program creates ${plural(objects, 'object')}, ${isOfLibrary}; ${props}, ${known}`;
}
