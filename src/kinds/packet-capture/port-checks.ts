import { errorRule, type Finding, type Keys } from '../../base';
import { filtered } from './example';
import { NOT_IN_SCHEMA } from './who-checks';

const RIGHT = filtered("protocol: TCP, ports: [80, '8000:8100']");

const PORT_RANGE = errorRule({
  id: 'packet-capture/port-range',
  what: "A port of a filter must be a number from 1 to 65535, or two of them with a colon, as in '8000:8100'.",
  why: NOT_IN_SCHEMA,
  bad: filtered("protocol: TCP, ports: ['8000-8100']"),
  good: RIGHT,
});
const NAMED_PORT = errorRule({
  id: 'packet-capture/named-port',
  what: 'A port of a filter must not be a name.',
  why: 'Packet captures do not support named ports, unlike network policies.',
  bad: filtered('protocol: TCP, ports: [http]'),
  good: RIGHT,
});

const LOWEST = 1;
const HIGHEST = 65_535;

/** The number of a port, or both ends of a range. */
const PORT = /^(\d{1,20})(?::(\d{1,20}))?$/;
/** What people write for a range elsewhere. */
const DASHED = /^(\d{1,20}) ?(?:-|\.\.) ?(\d{1,20})$/;
const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

/** Checks one port of a filter. */
export function checkPort(value: unknown, keys: Keys): Finding[] {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const [, first, last = first] = PORT.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    return [notAPort(value, text, keys)];
  }
  const outside = [first, last].find((port) => Number(port) < LOWEST || Number(port) > HIGHEST);
  if (outside !== undefined) {
    return [{ ...PORT_RANGE, keys, value, message: `must be within ${LOWEST} to ${HIGHEST}` }];
  }
  return Number(first) > Number(last)
    ? [{ ...PORT_RANGE, keys, value, message: `must not end below its start; write '${last}:${first}'` }]
    : [];
}

function notAPort(value: unknown, text: string, keys: Keys): Finding {
  const [, first, last] = DASHED.exec(text) ?? [];
  if (first !== undefined) {
    return { ...PORT_RANGE, keys, value, message: `is not a range of ports; write '${first}:${last}'` };
  }
  if (typeof value === 'string' && NAME.test(value)) {
    const message = 'is the name of a port, which packet captures do not support; write the number';
    return { ...NAMED_PORT, keys, value, message };
  }
  const message = "is not a port; write a number such as 80, or a range such as '8000:8100'";
  return { ...PORT_RANGE, keys, value, message };
}

/** The rules that this file checks. */
export const PORT_RULES = [PORT_RANGE, NAMED_PORT] as const;
