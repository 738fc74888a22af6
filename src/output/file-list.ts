/** Most files that are named. */
const NAMED = 5;

/** The first files of a list, and how many more there are. */
export function fileList(paths: readonly string[]): string {
  const more = paths.length > NAMED ? [`and ${paths.length - NAMED} more`] : [];
  return [...paths.slice(0, NAMED), ...more].join(', ');
}
