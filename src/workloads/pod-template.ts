import { JsonPatch } from 'cdk8s';
import { omit } from '../manifest';
import { atRegistry } from './image-reference';
import type { WorkloadOptions } from './workload-options';

/** What of a pod's spec cdk8s-plus has no word for, as the fields of the API. */
export interface PodPlacement {
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly tolerations?: object[];
  readonly imagePullSecrets?: { readonly name: string }[];
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
  };
}

/** The image that runs: the given one or the construct's own, from the mirror where there is one. */
export function imageOf(options: WorkloadOptions, own: string): string {
  const image = options.image ?? own;
  return options.imageRegistry === undefined ? image : atRegistry(image, options.imageRegistry);
}

/** Patches that add the placement to the pod spec at a path. */
export function placementPatches(podSpec: string, placement: PodPlacement): JsonPatch[] {
  return Object.entries(placement)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => JsonPatch.add(`${podSpec}/${field}`, value));
}

/**
 * Patches for what cdk8s-plus spells out in each pod although the API server fills in the same, and for the label by
 * which it finds pods of its own: that one changes when a construct moves in the tree.
 */
export function omitPodDefaults(pod: string): JsonPatch[] {
  return [
    ...omit(`${pod}/metadata/labels`, 'cdk8s.io~1metadata.addr'),
    ...omit(
      `${pod}/spec`,
      'dnsPolicy',
      'hostNetwork',
      'restartPolicy',
      'setHostnameAsFqdn',
      'terminationGracePeriodSeconds',
    ),
    ...omit(`${pod}/spec/containers/0`, 'imagePullPolicy'),
  ];
}
