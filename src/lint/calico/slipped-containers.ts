import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Keys } from '../../base';
import { AD_JOBS_DEPLOYMENT } from '../../calico';
import type { Slipped } from './slipped';
import { isEmpty, mapAt, nameOf, pairAt } from './yaml-pairs';

const IMAGE = 'anomaly_detection_jobs';

const TEMPLATE: Keys = ['spec', 'template'];
const POD: Keys = [...TEMPLATE, 'spec'];

/** Fields of a container that no pod has. */
const OF_CONTAINER: readonly string[] = [
  'args',
  'command',
  'env',
  'envFrom',
  'image',
  'imagePullPolicy',
  'livenessProbe',
  'ports',
  'readinessProbe',
  'startupProbe',
  'volumeMounts',
];

/** Fields of the Deployment of the AD jobs next to the pod, the container or the variable that they belong to. */
export function slippedInWorkload(root: YAMLMap): Slipped[] {
  const spec = mapAt(root, 'spec');
  const template = spec === undefined ? undefined : pairAt(spec, 'template');
  if (spec === undefined || template === undefined) {
    return [];
  }
  if (isEmpty(template)) {
    return isOfJobs(root) ? beside(spec, ['metadata', 'spec'], TEMPLATE) : [];
  }
  return isMap(template.value) ? slippedInPod(template.value, isOfJobs(root)) : [];
}

function slippedInPod(template: YAMLMap, isOfJobs: boolean): Slipped[] {
  const spec = pairAt(template, 'spec');
  if (spec !== undefined && isEmpty(spec)) {
    return isOfJobs ? beside(template, ['containers', 'initContainers', 'volumes'], POD) : [];
  }
  if (!isMap(spec?.value)) {
    return [];
  }
  const ofContainer = beside(spec.value, OF_CONTAINER, [...POD, 'containers']);
  const areJobs =
    isOfJobs || ofContainer.some(({ pair }) => isScalar(pair.value) && String(pair.value.value).includes(IMAGE));
  return areJobs ? [...ofContainer, ...besideVariables(spec.value)] : [];
}

/** `value` next to its variable. */
function besideVariables(pod: YAMLMap): Slipped[] {
  const containers = pairAt(pod, 'containers')?.value;
  return (isSeq(containers) ? containers.items : []).flatMap((container, index) =>
    isMap(container) && pairAt(container, 'env') !== undefined
      ? beside(container, ['value', 'valueFrom'], [...POD, 'containers', index, 'env'])
      : [],
  );
}

function beside(map: YAMLMap, names: readonly string[], owner: Keys): Slipped[] {
  return (map.items as Pair[]).filter((pair) => names.includes(nameOf(pair))).map((pair) => ({ pair, owner }));
}

function isOfJobs(root: YAMLMap): boolean {
  const metadata = mapAt(root, 'metadata');
  const name = metadata === undefined ? undefined : pairAt(metadata, 'name')?.value;
  return isScalar(name) && name.value === AD_JOBS_DEPLOYMENT;
}
