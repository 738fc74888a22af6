import { type Finding, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkNamespacedMetadata, checkPodSelection } from '../../kind';
import { checkCaptureFields } from './capture-fields';
import { checkFilters } from './filter-checks';
import { METADATA_MARKS } from './metadata-rules';
import { SELECTION_MARKS } from './selection-rules';
import { checkTimes } from './time-checks';

const TITLE = 'packet capture';
const NARROW = 'all of their packets are stored; select those that matter, or give the capture filters';

/** Checks a PacketCapture for one cluster. */
export function checkPacketCapture(capture: Manifest, cluster: ClusterKind): Finding[] {
  const shape = [...checkNamespacedMetadata(capture, METADATA_MARKS, TITLE), ...checkCaptureFields(capture, cluster)];
  // Without a spec, everything is captured; in anything but a map, there is nothing else to check.
  return isMap(valueAt(capture, 'spec') ?? {})
    ? [...shape, ...checkSelection(capture), ...checkFilters(capture), ...checkTimes(capture, cluster)]
    : shape;
}

/** With filters, a capture of all pods does not store all of their packets. */
function checkSelection(capture: Manifest): Finding[] {
  const filters = valueAt(capture, 'spec', 'filters');
  const isFiltered = Array.isArray(filters) && filters.length > 0;
  return checkPodSelection(capture, SELECTION_MARKS, { title: TITLE, narrow: NARROW }).filter(
    ({ rule }) => !isFiltered || rule !== SELECTION_MARKS.wholeNamespace.rule,
  );
}
