import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { type MapSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases that have AlertExceptions. */
export const HAS_EXCEPTIONS: History<boolean> = [
  [OLDEST, false],
  ['3.13.0', true],
];

/** Releases whose exceptions have a start and an end. */
export const HAS_TIMES: History<boolean> = [
  [OLDEST, false],
  ['3.14.0', true],
];

/** The only release whose exceptions have a period instead. */
const HAS_PERIOD: History<boolean> = [
  [OLDEST, false],
  ['3.13.0', true],
  ['3.14.0', false],
];

/** Releases whose schema compares the end with the start. */
export const COMPARES_TIMES: History<boolean> = [
  [OLDEST, false],
  ['3.24.0', true],
];

/** The spec of an exception. */
// biome-ignore format: a table is read by its columns
const SPEC: MapSchema = {
  title: 'an exception',
  fields: {
    description: { type: 'string' },
    selector:    { type: 'string' },
    startTime:   { type: 'string', isIn: HAS_TIMES },
    endTime:     { type: 'string', isIn: HAS_TIMES },
    period:      { type: 'string', isIn: HAS_PERIOD },
  },
  alsoRequired: ['description', 'selector'],
};

/** The type of this folder. */
export const ALERT_EXCEPTION_TYPES: readonly ObjectType[] = [
  {
    group: CALICO_GROUP,
    kind: 'AlertException',
    plural: 'alertexceptions',
    isNamespaced: false,
    isIn: HAS_EXCEPTIONS,
    schema: objectSchema('an AlertException', SPEC, { hasStatus: true }),
  },
];
