import { errorRule, noticeRule, warningRule } from '../../base';
import type { PodSelectionRules } from '../../kind';
import { capture } from './example';
import { NOT_IN_SCHEMA } from './who-checks';

const RIGHT = capture();

const SELECTOR = errorRule({
  id: 'packet-capture/selector',
  what: 'The selector of a packet capture must be a valid Calico selector.',
  why: NOT_IN_SCHEMA,
  bad: capture({ selector: "app = 'front'" }),
  good: RIGHT,
});
const SELECTS_NOTHING = warningRule({
  id: 'packet-capture/selects-nothing',
  what: 'The selector of a packet capture should be able to select pods of its namespace.',
  why: 'A capture only selects pods of its own namespace, whatever its selector says.',
  bad: capture({ selector: "projectcalico.org/namespace == 'payments'" }),
  good: RIGHT,
});
const WHOLE_NAMESPACE = noticeRule({
  id: 'packet-capture/whole-namespace',
  what: 'A packet capture should select the pods that matter.',
  why: 'The content of the packets of all other pods is stored as well, and the size of the files on each node is limited.',
  bad: capture({ selector: 'all()' }),
  good: RIGHT,
});

/** The rules by which the selector of a capture is checked. */
export const SELECTION_MARKS: PodSelectionRules = {
  selector: SELECTOR,
  selectsNothing: SELECTS_NOTHING,
  wholeNamespace: WHOLE_NAMESPACE,
};

/** All of them. */
export const SELECTION_RULES = [SELECTOR, SELECTS_NOTHING, WHOLE_NAMESPACE] as const;
