import { isMap, listAt, parsedJson, textAt, valueAt } from '../../base';
import { ApiFailure, FailureKind } from './api-failure';

/** More than any scan prints. */
const LONGEST_OUTPUT = 1_000_000;

/** The channels of the protocols v4.channel.k8s.io and v5.channel.k8s.io; the first byte of a frame is its channel. */
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

const EXIT_CODE = /^\d{1,3}$/;

/** The output of a command, standard error included, and its exit code. */
export interface ExecResult {
  readonly output: string;
  readonly exitCode: number;
}

/** Reads the frames that the API server sends while a command is running in a pod. */
export class ExecFrames {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly program: string,
    /** Makes one harmless line of what the server wrote. */
    private readonly clean: (text: string) => string,
  ) {}

  /**
   * Reads one frame; the last one has the result.
   *
   * @throws ApiFailure when the server does not speak the protocol, or the command could not be run
   */
  read(data: unknown, isBinary: boolean): ExecResult | undefined {
    if (!isBinary || !Buffer.isBuffer(data) || data.length === 0) {
      throw this.broken(isBinary ? 'an empty frame' : 'a text frame');
    }
    const [channel] = data;
    const payload = data.subarray(1);
    switch (channel) {
      case STDOUT:
      case STDERR:
        this.collect(payload);
        return undefined;
      case STATUS:
        return { exitCode: this.exitCodeOf(payload.toString()), output: Buffer.concat(this.chunks).toString() };
      default:
        throw this.broken(`a frame of channel ${channel}`);
    }
  }

  private collect(payload: Buffer): void {
    this.size += payload.length;
    if (this.size > LONGEST_OUTPUT) {
      throw new ApiFailure(FailureKind.REFUSED, `${this.program} printed more than 1 MB, so it was ended`);
    }
    this.chunks.push(payload);
  }

  private exitCodeOf(text: string): number {
    const status = parsedJson(text);
    if (!isMap(status)) {
      throw this.broken('a status that is not a valid JSON object');
    }
    if (valueAt(status, 'status') === 'Success') {
      return 0;
    }
    const cause = listAt(status, 'details', 'causes').find((one) => textAt(one, 'reason') === 'ExitCode');
    if (cause === undefined) {
      const reason = this.clean(textAt(status, 'message')) || 'the server gave no reason';
      throw new ApiFailure(FailureKind.REFUSED, `${this.program} could not be run: ${reason}`);
    }
    const code = textAt(cause, 'message');
    if (!EXIT_CODE.test(code) || Number(code) === 0) {
      throw this.broken('a status without a valid exit code');
    }
    return Number(code);
  }

  private broken(what: string): ApiFailure {
    return new ApiFailure(
      FailureKind.REFUSED,
      `the server sent ${what} while ${this.program} was running, so its result cannot be read`,
    );
  }
}
