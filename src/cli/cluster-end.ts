/** A credential program that hangs must not keep the command from its end. */
export function endSoon(): void {
  setTimeout(() => process.exit(), 1_000).unref();
}
