import { type Keys, type Manifest, valueAt } from '../../base';

/** One container of a workload, as plain data of any shape. */
export interface ContainerPlace {
  readonly container: unknown;
  /** Field path of the container in its manifest, such as `spec.template.spec.containers[0]`. */
  readonly keys: Keys;
}

/** The pod of a workload, and the field path that leads to it; the path is empty or ends with a dot. */
export interface PodPlace {
  readonly pod: unknown;
  readonly keys: Keys;
}

/** The pod itself, or the pod template of a Deployment, StatefulSet, DaemonSet, Job or CronJob. */
export function podOf(workload: Manifest): PodPlace {
  switch (workload.kind) {
    case 'Pod':
      return { pod: workload, keys: [] };
    case 'CronJob':
      return {
        pod: valueAt(workload, 'spec', 'jobTemplate', 'spec', 'template'),
        keys: ['spec', 'jobTemplate', 'spec', 'template'],
      };
    default:
      return { pod: valueAt(workload, 'spec', 'template'), keys: ['spec', 'template'] };
  }
}

/** Every container of a workload: containers in their order, then init containers. */
export function containersOf(workload: Manifest): ContainerPlace[] {
  const { pod, keys } = podOf(workload);
  const places: ContainerPlace[] = [];
  for (const list of ['containers', 'initContainers']) {
    const containers = valueAt(pod, 'spec', list);
    if (Array.isArray(containers)) {
      for (const [index, container] of containers.entries()) {
        places.push({ container, keys: [...keys, 'spec', list, index] });
      }
    }
  }
  return places;
}
