/** Thrown where a log store cannot be asked, or does not answer as it must; the message has no final full stop. */
export class LogStoreFailure extends Error {
  /** @param isTemporary whether the same request may succeed later, or a smaller one at once */
  constructor(
    message: string,
    readonly isTemporary = false,
    /** When the server wants to be asked again, in milliseconds from now; undefined if it does not say so. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'LogStoreFailure';
  }
}
