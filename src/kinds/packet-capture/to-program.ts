import { isMap, listAt, type Manifest, ownValue, valueAt } from '../../base';
import {
  type Conversion,
  call,
  dataAt,
  dateExpression,
  type Expression,
  list,
  metadataFields,
  selectorExpression,
  struct,
  value,
} from '../../kind';

/** The factories of `CaptureFilter`, by protocol. */
const FACTORIES: Readonly<Record<string, string>> = {
  TCP: 'tcp',
  UDP: 'udp',
  SCTP: 'sctp',
  UDPLite: 'udpLite',
  ICMP: 'icmp',
  ICMPv6: 'icmpV6',
};

const RANGE = /^(\d{1,5}):(\d{1,5})$/;

/** The construct for a capture. */
export function captureToProgram(manifest: Manifest): Conversion[] {
  const { name, labels, annotations } = metadataFields(manifest);
  const namespace = dataAt(manifest, 'metadata', 'namespace');
  const pods = selectorExpression(valueAt(manifest, 'spec', 'selector'));
  if (name === undefined || namespace === undefined || pods === undefined) {
    return [];
  }
  const filters = valueAt(manifest, 'spec', 'filters') === undefined ? undefined : filtersOf(manifest);
  const fields = { name, namespace, pods, filters, during: windowOf(manifest), labels, annotations };
  return [{ construction: { type: 'PacketCapture', props: struct('PacketCaptureProps', fields) } }];
}

function filtersOf(manifest: Manifest): Expression | undefined {
  return list(listAt(manifest, 'spec', 'filters').map(filterOf));
}

function filterOf(filter: unknown): Expression {
  const protocol = valueAt(filter, 'protocol');
  if (typeof protocol === 'number') {
    return call('CaptureFilter', 'protocolNumber', value(protocol));
  }
  const ports = isMap(filter) ? listAt(filter, 'ports').map(portOf) : [];
  return call(
    'CaptureFilter',
    ownValue(FACTORIES, String(protocol)) ?? 'tcp',
    ...(ports.length === 0 ? [] : [list(ports)]),
  );
}

/** Each entry by itself, because `PortRange.list` sorts them. */
function portOf(port: unknown): Expression {
  const [, first, last] = RANGE.exec(String(port)) ?? [];
  return first === undefined
    ? call('PortRange', 'list', list([value(Number(port))]))
    : call('PortRange', 'of', value(Number(first)), value(Number(last)));
}

function windowOf(manifest: Manifest): Expression | undefined {
  const [start, end] = ['startTime', 'endTime'].map((field) => dateExpression(valueAt(manifest, 'spec', field)));
  if (start !== undefined) {
    return end === undefined ? call('TimeWindow', 'from', start) : call('TimeWindow', 'between', start, end);
  }
  return end === undefined ? undefined : call('TimeWindow', 'until', end);
}
