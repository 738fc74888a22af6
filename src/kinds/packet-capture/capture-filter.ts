import { checkArguments, instance, list, NUMBER, optional, type ValueType } from '../../arguments';
import { errorRule, report } from '../../base';
import { PORT_RANGE_TYPE, type PortRange } from '../../kubernetes';
import { checkProtocol } from './filter-checks';

const NO_PORTS = errorRule({
  id: 'packet-capture/no-ports',
  form: 'program',
  what: 'The list of ports of a CaptureFilter must not be empty.',
  why: 'Calico captures all ports for an empty list, which is rarely what an empty list in a program means.',
  bad: 'CaptureFilter.tcp([]);',
  good: 'CaptureFilter.tcp();',
});

/**
 * Packets that a capture is limited to: those of a protocol and, for some protocols, those from or to one of some ports.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/packetcapture#filters
 */
export class CaptureFilter {
  /**
   * TCP.
   *
   * @param ports the source or destination ports, at least one; all ports if there is no list
   * @throws when the list is empty
   */
  public static tcp(ports?: PortRange[]): CaptureFilter {
    return new CaptureFilter('TCP', checkedPorts(ports));
  }

  /**
   * UDP.
   *
   * @param ports the source or destination ports, at least one; all ports if there is no list
   * @throws when the list is empty
   */
  public static udp(ports?: PortRange[]): CaptureFilter {
    return new CaptureFilter('UDP', checkedPorts(ports));
  }

  /**
   * SCTP.
   *
   * @param ports the source or destination ports, at least one; all ports if there is no list
   * @throws when the list is empty
   */
  public static sctp(ports?: PortRange[]): CaptureFilter {
    return new CaptureFilter('SCTP', checkedPorts(ports));
  }

  /**
   * UDP-Lite.
   *
   * @param ports the source or destination ports, at least one; all ports if there is no list
   * @throws when the list is empty
   */
  public static udpLite(ports?: PortRange[]): CaptureFilter {
    return new CaptureFilter('UDPLite', checkedPorts(ports));
  }

  /** ICMP for IPv4, such as ping. */
  public static icmp(): CaptureFilter {
    return new CaptureFilter('ICMP');
  }

  /** ICMP for IPv6. */
  public static icmpV6(): CaptureFilter {
    return new CaptureFilter('ICMPv6');
  }

  /**
   * Any other protocol, by its number.
   *
   * @param number a whole number from 1 to 255, such as 47 for GRE
   * @throws when the number is out of range
   * @see https://www.iana.org/assignments/protocol-numbers
   */
  public static protocolNumber(number: number): CaptureFilter {
    checkArguments('CaptureFilter', { number }, { number: NUMBER });
    report('CaptureFilter', checkProtocol(number, ['number']));
    return new CaptureFilter(number);
  }

  private constructor(
    private readonly protocol: string | number,
    private readonly ports: readonly PortRange[] = [],
  ) {}

  /**
   * One of the list `filters`.
   *
   * @internal
   */
  public get _fields(): object {
    const ports = this.ports.flatMap(({ _spans }) =>
      _spans.map(({ first, last }) => (first === last ? first : `${first}:${last}`)),
    );
    return { protocol: this.protocol, ports: ports.length === 0 ? undefined : ports };
  }
}

export const CAPTURE_FILTER: ValueType<CaptureFilter> = instance(
  'CaptureFilter',
  () => CaptureFilter,
  ', such as CaptureFilter.tcp()',
);

function checkedPorts(ports: PortRange[] | undefined): PortRange[] | undefined {
  checkArguments('CaptureFilter', { ports }, { ports: optional(list(PORT_RANGE_TYPE)) });
  const message = 'must contain at least one PortRange; omit the list to capture all ports';
  report('CaptureFilter', ports?.length === 0 ? [{ ...NO_PORTS, keys: ['ports'], message }] : []);
  return ports;
}

/** The rules that this file checks. */
export const CAPTURE_FILTER_RULES = [NO_PORTS] as const;
