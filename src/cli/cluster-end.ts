/** A credential plugin that hangs must not keep the command from ending. */
export function endSoon(): void {
  setTimeout(() => process.exit(), 1_000).unref();
}
