import { sep } from 'node:path';
import { pathWithin } from '../../base';
import { absolutePath } from '../../reading';

/** A file as tools that know the checkout name it: from the current folder on, if it is in there. */
export function fromCurrentFolder(file: string): string {
  const absolute = absolutePath(file);
  // There is no current folder if it was deleted.
  const here = absolutePath('.');
  const path = here === '.' ? file : (pathWithin(here, absolute) ?? absolute);
  return path.split(sep).join('/');
}
