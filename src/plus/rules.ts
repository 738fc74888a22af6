import { LABEL_SELECTOR_RULES } from './label-selector';
import { MANIFEST_OF_RULES } from './manifest-of';
import { NAMESPACE_OF_RULES } from './namespace-of';
import { PROBE_TARGET_OF_RULES } from './probe-target-of';
import { SELECTION_PODS_RULES } from './selection-pods';
import { SERVICE_RULES } from './service';
import { SERVICE_PODS_RULES } from './service-pods';
import { SERVICE_PORT_RULES } from './service-port';
import { STILL_SELECTED_RULES } from './still-selected';
import { WORKLOAD_PODS_RULES } from './workload-pods';

/** The rules of this room. */
export const PLUS_RULES = [
  ...LABEL_SELECTOR_RULES,
  ...MANIFEST_OF_RULES,
  ...NAMESPACE_OF_RULES,
  ...PROBE_TARGET_OF_RULES,
  ...SELECTION_PODS_RULES,
  ...SERVICE_RULES,
  ...SERVICE_PODS_RULES,
  ...SERVICE_PORT_RULES,
  ...STILL_SELECTED_RULES,
  ...WORKLOAD_PODS_RULES,
] as const;
