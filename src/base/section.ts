/** A title and its entries as lines of a report; none if there are no entries. */
export function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`  ${title}`, ...entries.map((entry) => `    ${entry}`)];
}
