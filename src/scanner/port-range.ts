import { errorRule, type Finding, report } from '../findings';

const PORT_RANGE = errorRule('scanner/port-range');

const HIGHEST_PORT = 65_535;

/** The ports that a scan tries. */
export class PortRange {
  /**
   * All ports from the first to the last, in this order.
   *
   * @param first a port from 1 to 65535
   * @param last a port from `first` to 65535
   * @throws when a port is no such number, or the last is lower than the first
   */
  public static of(first: number, last: number): PortRange {
    report('PortRange', [
      ...checkPort(first, 1, 'first'),
      ...checkPort(last, Number.isInteger(first) ? Math.max(1, first) : 1, 'last'),
    ]);
    return new PortRange(first, last);
  }

  private constructor(
    /** The first port. */
    public readonly first: number,
    /** The last port. */
    public readonly last: number,
  ) {}

  /** How many ports there are. */
  public get count(): number {
    return this.last - this.first + 1;
  }

  /** The ports as nmap's option `-p` takes them: `1-600`. */
  public toString(): string {
    return `${this.first}-${this.last}`;
  }
}

function checkPort(port: number, lowest: number, path: string): Finding[] {
  if (Number.isInteger(port) && port >= lowest && port <= HIGHEST_PORT) {
    return [];
  }
  return [{ ...PORT_RANGE, path, value: port, message: `must be a whole number from ${lowest} to ${HIGHEST_PORT}` }];
}
