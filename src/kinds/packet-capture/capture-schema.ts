import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { type FieldSchema, type MapSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases with the fields `startTime` and `endTime`. */
export const HAS_TIMES: History<boolean> = [
  [OLDEST, false],
  ['3.10.0', true],
];

/** A number or a string, which separate rules check. */
const NUMBER_OR_STRING: FieldSchema = { type: 'any' };

const FILTER: MapSchema = {
  title: 'a filter',
  fields: { protocol: NUMBER_OR_STRING, ports: NUMBER_OR_STRING },
};

const SPEC: MapSchema = {
  title: 'a packet capture',
  fields: {
    selector: { type: 'string' },
    filters: { type: 'maps', of: FILTER },
    startTime: { type: 'string', isIn: HAS_TIMES },
    endTime: { type: 'string', isIn: HAS_TIMES },
  },
};

/** The type of this folder. */
export const PACKET_CAPTURE_TYPES: readonly ObjectType[] = [
  {
    group: CALICO_GROUP,
    kind: 'PacketCapture',
    plural: 'packetcaptures',
    isNamespaced: true,
    schema: objectSchema('a PacketCapture', SPEC, { hasStatus: true }),
  },
];
