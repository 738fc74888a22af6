/** So many files are looked at before other events of the process are handled, such as Ctrl-C. */
const FILES_OF_STEP = 200;

/** Lets a walk over very many files be interrupted. */
export class FileSteps {
  private count = 0;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Whether the walk has to end. */
  get isOver(): boolean {
    return this.signal?.aborted === true;
  }

  /** Called before each file; false if the walk has to end. */
  async goOn(): Promise<boolean> {
    this.count += 1;
    if (this.count % FILES_OF_STEP === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return !this.isOver;
  }
}
