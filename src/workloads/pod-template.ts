import { atRegistry } from './image-reference';
import type { PodSpec } from './kubernetes-data';
import type { WorkloadOptions } from './workload-options';

/** Where pods run, and with what their images are pulled. */
export function podPlacement(
  options: WorkloadOptions,
  pullSecrets: readonly string[] = [],
): Pick<PodSpec, 'nodeSelector' | 'tolerations' | 'imagePullSecrets'> {
  const secrets = options.imagePullSecrets ?? pullSecrets;
  return {
    nodeSelector: options.nodeSelector,
    tolerations: options.tolerations?.map(({ stayFor, ...toleration }) => ({
      ...toleration,
      tolerationSeconds: stayFor?.toSeconds({ integral: false }),
    })),
    imagePullSecrets: secrets.length > 0 ? secrets.map((name) => ({ name })) : undefined,
  };
}

/** The image that runs: the given one or the construct's own, from the mirror where there is one. */
export function imageOf(options: WorkloadOptions, own: string): string {
  const image = options.image ?? own;
  return options.imageRegistry === undefined ? image : atRegistry(image, options.imageRegistry);
}
