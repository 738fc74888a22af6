import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A file as tools that know the checkout name it: from the current folder on, if it is in there. */
export function fromCurrentFolder(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return (outside ? resolve(file) : path).split(sep).join('/');
}
