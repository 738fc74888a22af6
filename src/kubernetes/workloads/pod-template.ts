import { atRegistry } from './image-reference';
import type { Toleration, WorkloadOptions } from './workload-options';

/** Where pods run, as what, and with what their images are pulled, as fields of a pod's spec. */
export interface PodPlacement {
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly tolerations?: readonly PodToleration[];
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly priorityClassName?: string;
  readonly serviceAccountName?: string;
}

interface PodToleration extends Omit<Toleration, 'stayFor'> {
  readonly tolerationSeconds?: number;
}

export function podPlacement(options: WorkloadOptions, pullSecrets: readonly string[] = []): PodPlacement {
  const secrets = options.imagePullSecrets ?? pullSecrets;
  return {
    nodeSelector: options.nodeSelector,
    tolerations: options.tolerations?.map(({ stayFor, ...toleration }) => ({
      ...toleration,
      tolerationSeconds: stayFor?.toSeconds({ integral: false }),
    })),
    imagePullSecrets: secrets.length > 0 ? secrets.map((name) => ({ name })) : undefined,
    priorityClassName: options.priorityClassName,
    serviceAccountName: options.serviceAccountName,
  };
}

/** The labels of pods: those of the options, and those by which the construct selects them. */
export function labelsOfPods(options: WorkloadOptions, own: Labels): Labels {
  return { ...options.labels, ...options.podLabels, ...own };
}

type Labels = Readonly<Record<string, string>>;

/** Requests and limits of a container, as in the API. */
export interface Resources {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** Requests and limits: the given ones, or the construct's own. */
export function resourcesOf(options: WorkloadOptions, own: Resources): Resources {
  return options.resources?._fields ?? own;
}

/** The image that runs: the given one or the construct's own, from the mirror where there is one. */
export function imageOf(options: WorkloadOptions, own: string): string {
  const image = options.image ?? own;
  return options.imageRegistry === undefined ? image : atRegistry(image, options.imageRegistry);
}
