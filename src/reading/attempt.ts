/** Called for each path that cannot be read, with the reason. */
export type Unreadable = (path: string, reason: string) => void;

/** What an action yields, or undefined where the file system refuses. */
export function attempt<T>(path: string, unreadable: Unreadable, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    unreadable(path, reasonOf(error));
    return undefined;
  }
}

/** `no such file or directory`, out of `ENOENT: no such file or directory, open 'x'`; a bug is thrown on. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) {
    throw error;
  }
  return (message.split(',')[0] ?? code).replace(/^[A-Z]+: /, '');
}
