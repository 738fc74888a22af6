import { isAbsolute, relative, sep } from 'node:path';
import { absolutePath } from '../../reading';

/** A file as tools that know the checkout name it: from the current folder on, if it is in there. */
export function fromCurrentFolder(file: string): string {
  const absolute = absolutePath(file);
  // There is no current folder if it was deleted.
  const here = absolutePath('.');
  const path = here === '.' ? file : relative(here, absolute);
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return (outside ? absolute : path).split(sep).join('/');
}
