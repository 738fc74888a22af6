import { errorRule, noticeRule, warningRule } from '../../base';
import type { PodSelectionRules } from '../../kind';
import { inspection, resources, settings } from './example';

const RIGHT = inspection();

const SELECTOR = errorRule({
  id: 'deep-packet-inspection/selector',
  what: 'The selector of a deep packet inspection must be a valid Calico selector.',
  why: 'The documentation defines no other syntax. API servers were observed to reject others. With native v3 CRDs (a preview in 3.23, the default in 3.24), the schema does not check this, so the inspection is stored.',
  bad: inspection("app = 'front'"),
  good: RIGHT,
});
const SELECTS_NOTHING = warningRule({
  id: 'deep-packet-inspection/selects-nothing',
  what: 'The selector of a deep packet inspection should be able to select pods of its namespace.',
  why: 'An inspection only selects pods of its own namespace, whatever its selector says.',
  bad: inspection("projectcalico.org/namespace == 'payments'"),
  good: RIGHT,
});
const WHOLE_NAMESPACE = noticeRule({
  id: 'deep-packet-inspection/whole-namespace',
  what: 'A deep packet inspection should select the pods that matter.',
  why: 'Every packet of the selected pods is compared with the rules. The documentation recommends selected workloads to save resources and to limit false positives.',
  bad: `${inspection('all()')}---\n${settings(resources("cpu: '2', memory: 2Gi"))}`,
  good: RIGHT,
});

/** The rules by which the selector of an inspection is checked. */
export const SELECTION_MARKS: PodSelectionRules = {
  selector: SELECTOR,
  selectsNothing: SELECTS_NOTHING,
  wholeNamespace: WHOLE_NAMESPACE,
};

/** All of them. */
export const SELECTION_RULES = [SELECTOR, SELECTS_NOTHING, WHOLE_NAMESPACE] as const;
