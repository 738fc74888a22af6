/** A word of a shell command. What was checked needs no quotes. They are for values that plain JavaScript passed in a way that no check expects. */
export function word(text: string): string {
  return /^[-\w.:,=/]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
