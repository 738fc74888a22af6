import { warningRule } from '../../base';
import { UniqueNames } from '../../kind';
import { capture } from './example';

const other = (metadata?: string) => capture({ selector: "app == 'back'" }, metadata);

const DUPLICATE = warningRule({
  id: 'packet-capture/duplicate-name',
  what: 'Captures of one namespace in one folder should have different names.',
  why: 'Two captures of one name are the same object: the one that is applied last replaces the other, and only the packets of its pods are captured.',
  bad: `${capture()}---\n${other()}`,
  good: `${capture()}---\n${other('name: back\n  namespace: shop')}`,
});

/** The names of captures. */
export const CAPTURE_NAMES = new UniqueNames('PacketCapture', 'capture', DUPLICATE);

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
