import { type Finding, FindingSeverity, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkNamespacedMetadata, checkPodSelection } from '../../kind';
import { checkHasInspections, checkInspectionFields } from './inspection-fields';
import { METADATA_MARKS } from './metadata-rules';
import { SELECTION_MARKS } from './selection-rules';
import { checkInspectionSettings } from './settings-checks';

const TITLE = 'deep packet inspection';
const NARROW = 'all of their packets are compared with the rules; select the pods that matter';

/** Checks a DeepPacketInspection, or the IntrusionDetection with its settings, for one cluster. */
export function checkInspectionObject(manifest: Manifest, cluster: ClusterKind): Finding[] {
  return manifest.kind === 'IntrusionDetection'
    ? checkInspectionSettings(manifest, cluster)
    : checkInspection(manifest, cluster);
}

/** Checks a DeepPacketInspection for one cluster. */
export function checkInspection(inspection: Manifest, cluster: ClusterKind): Finding[] {
  const available = checkHasInspections(cluster);
  if (available.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return available;
  }
  const shape = [
    ...available,
    ...checkNamespacedMetadata(inspection, METADATA_MARKS, TITLE),
    ...checkInspectionFields(inspection, cluster),
  ];
  // Without a spec, all pods are inspected; in anything but a map, there is nothing else to check.
  return isMap(valueAt(inspection, 'spec') ?? {})
    ? [...shape, ...checkPodSelection(inspection, SELECTION_MARKS, { title: TITLE, narrow: NARROW })]
    : shape;
}
