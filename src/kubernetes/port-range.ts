import { checkArguments, instance, list, NUMBER, type ValueType } from '../arguments';
import { errorRule, type Finding, type Keys, report } from '../base';

const PORT_RANGE = errorRule({
  id: 'scanner/port-range',
  form: 'program',
  what: 'A range of ports must be within 1 to 65535, and its end must not be below its start.',
  why: 'There are no other ports, so nmap and Calico reject such a range.',
  bad: 'PortRange.of(600, 1);',
  good: 'PortRange.of(1, 600);',
});

const HIGHEST_PORT = 65_535;

/** Ports, from the lowest to the highest: those that a scanner scans, or that a packet capture is limited to. */
export class PortRange {
  /**
   * All ports from the first to the last.
   *
   * @param first a port from 1 to 65535
   * @param last a port from `first` to 65535
   * @throws when a port is out of range, or the last port is lower than the first
   */
  public static of(first: number, last: number): PortRange {
    checkArguments('PortRange', { first, last }, { first: NUMBER, last: NUMBER });
    report('PortRange', [
      ...checkPort(first, 1, ['first']),
      ...checkPort(last, Number.isInteger(first) ? Math.max(1, first) : 1, ['last']),
    ]);
    return new PortRange([{ first, last }]);
  }

  /**
   * Individual ports. They are sorted, and duplicates are removed.
   *
   * @param ports at least one port from 1 to 65535
   * @throws when the list is empty, or a port is out of range
   */
  public static list(ports: number[]): PortRange {
    checkArguments('PortRange', { ports }, { ports: list(NUMBER) });
    const empty = { ...PORT_RANGE, keys: ['ports'], value: ports, message: 'must contain at least one port' };
    report('PortRange', [
      ...(ports.length === 0 ? [empty] : []),
      ...ports.flatMap((port, index) => checkPort(port, 1, ['ports', index])),
    ]);
    return new PortRange(spansOf([...new Set(ports)].sort((left, right) => left - right)));
  }

  /** How many ports there are. */
  public readonly count: number;

  private constructor(
    /** @internal */
    public readonly _spans: readonly Span[],
  ) {
    this.count = _spans.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  /** The ports in the format of nmap's option `-p`: `1-600`, `22,80,443`. */
  public toString(): string {
    return this._spans.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
  }
}

export const PORT_RANGE_TYPE: ValueType<PortRange> = instance(
  'PortRange',
  () => PortRange,
  ', such as PortRange.of(1, 600)',
);

/** Ports that follow one another. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function spansOf(ports: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (const port of ports) {
    const span = spans.at(-1);
    if (span !== undefined && span.last + 1 === port) {
      spans[spans.length - 1] = { first: span.first, last: port };
    } else {
      spans.push({ first: port, last: port });
    }
  }
  return spans;
}

function checkPort(port: number, lowest: number, keys: Keys): Finding[] {
  if (Number.isInteger(port) && port >= lowest && port <= HIGHEST_PORT) {
    return [];
  }
  return [{ ...PORT_RANGE, keys, value: port, message: `must be a whole number from ${lowest} to ${HIGHEST_PORT}` }];
}

/** The rules that this file checks. */
export const PORT_RANGE_RULES = [PORT_RANGE] as const;
