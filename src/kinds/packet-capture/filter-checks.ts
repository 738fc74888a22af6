import { errorRule, type Finding, type Keys, type Manifest, suggestion, valueAt, warningRule } from '../../base';
import { filtered } from './example';
import { checkPort } from './port-checks';
import { NOT_IN_SCHEMA, OBSERVED } from './who-checks';

const PROTOCOL = errorRule({
  id: 'packet-capture/protocol',
  what: 'The protocol of a filter must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite, or a number from 1 to 255.',
  why: NOT_IN_SCHEMA,
  bad: filtered('protocol: tcp'),
  good: filtered('protocol: TCP'),
});
const PORTS_NEED_PROTOCOL = warningRule({
  id: 'packet-capture/ports-need-protocol',
  what: 'A filter with ports should not have a protocol without ports.',
  why: `ICMP packets, for example, have no ports, so no packet matches the filter. ${OBSERVED}`,
  bad: filtered('protocol: ICMP, ports: [80]'),
  good: filtered('protocol: ICMP'),
});

const NAMES: readonly string[] = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];
const HIGHEST = 255;

/** Names of protocols without ports. */
const WITHOUT_PORTS: readonly string[] = ['ICMP', 'ICMPv6'];

/** Numbers of protocols with ports: TCP, UDP, SCTP and UDPLite. */
const WITH_PORTS: readonly number[] = [6, 17, 132, 136];

/** Checks what a capture is limited to. */
export function checkFilters(capture: Manifest): Finding[] {
  const filters = valueAt(capture, 'spec', 'filters');
  return (Array.isArray(filters) ? filters : []).flatMap((filter: unknown, index) =>
    checkFilter(filter, ['spec', 'filters', index]),
  );
}

function checkFilter(filter: unknown, keys: Keys): Finding[] {
  const [protocol, ports] = [valueAt(filter, 'protocol') ?? undefined, valueAt(filter, 'ports')];
  const list: readonly unknown[] = Array.isArray(ports) ? ports : [];
  return [
    ...(protocol === undefined ? [] : checkProtocol(protocol, [...keys, 'protocol'])),
    ...list.flatMap((port, index) => checkPort(port, [...keys, 'ports', index])),
    ...(list.length === 0 ? [] : checkHasPorts(protocol, [...keys, 'ports'])),
  ];
}

/** Checks a protocol. Calico reads a number in quotes as a number, too. */
export function checkProtocol(value: unknown, keys: Keys): Finding[] {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const isNumber = /^\d{1,20}$/.test(text) && Number(text) >= 1 && Number(text) <= HIGHEST;
  if (isNumber || (typeof value === 'string' && NAMES.includes(value))) {
    return [];
  }
  const sameWord = NAMES.find((name) => name.toLowerCase() === text.toLowerCase());
  const hint = sameWord === undefined ? suggestion(text, NAMES) : `; write ${sameWord}`;
  const message = `must be one of ${NAMES.join(', ')}, or a number from 1 to ${HIGHEST}${hint}`;
  return [{ ...PROTOCOL, keys, value, message }];
}

function checkHasPorts(protocol: unknown, keys: Keys): Finding[] {
  const message = `cannot be combined with the protocol ${protocol}, which has no ports, so no packet matches the filter; remove the ports, or use a protocol with ports, such as TCP`;
  const number = /^\d{1,3}$/.test(String(protocol)) ? Number(protocol) : undefined;
  const hasNone = number === undefined ? WITHOUT_PORTS.includes(String(protocol)) : !WITH_PORTS.includes(number);
  return hasNone ? [{ ...PORTS_NEED_PROTOCOL, keys, message }] : [];
}

/** The rules that this file checks. */
export const FILTER_RULES = [PROTOCOL, PORTS_NEED_PROTOCOL] as const;
