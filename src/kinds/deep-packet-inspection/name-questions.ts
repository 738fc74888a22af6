import { warningRule } from '../../base';
import { UniqueNames } from '../../kind';
import { inspection } from './example';

const other = (metadata?: string) => inspection("app == 'back'", metadata);

const DUPLICATE = warningRule({
  id: 'deep-packet-inspection/duplicate-name',
  what: 'Inspections of one namespace in one folder should have different names.',
  why: 'Two inspections of one name are the same object: the one that is applied last replaces the other, and only the packets of its pods are inspected.',
  bad: `${inspection()}---\n${other()}`,
  good: `${inspection()}---\n${other('name: back\n  namespace: shop')}`,
});

/** The names of inspections. */
export const INSPECTION_NAMES = new UniqueNames('DeepPacketInspection', 'inspection', DUPLICATE);

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
