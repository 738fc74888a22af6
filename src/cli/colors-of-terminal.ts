/** What is known of the stream that a report is written to. */
interface Stream {
  readonly isTTY?: boolean;
}

/**
 * Whether a report has colors: on a terminal, unless NO_COLOR is set; FORCE_COLOR decides elsewhere.
 *
 * @see https://no-color.org
 */
export function hasColors(stream: Stream, environment: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force, TERM: terminal } = environment;
  if (force !== undefined) {
    return force !== '0' && force !== 'false';
  }
  return no === '' && stream.isTTY === true && terminal !== 'dumb';
}
