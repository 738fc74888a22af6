import { deploymentPods, type FlowEnd } from '../logs';

/**
 * The pods that a name stands for: `namespace/pod` for one pod, `namespace/name-*` for the pods of a controller.
 *
 * @param count the number of pods of a controller
 * @param net a number from 0 to 255, which the addresses of the pods differ by from those of others
 * @throws Error when the name has another form
 * @internal
 */
export function podsOf(name: string, count: number, net: number): FlowEnd[] {
  const [namespace = '', pod = '', ...more] = name.split('/');
  if (namespace === '' || pod === '' || more.length > 0 || pod === '-*') {
    throw new Error(
      `${JSON.stringify(name)} is not a pod: write namespace/pod, or namespace/name-* for the pods of a controller`,
    );
  }
  if (pod.endsWith('-*')) {
    return deploymentPods(namespace, pod.slice(0, -2), count, net);
  }
  return [{ namespace, name: pod, nameAggr: pod, ip: `10.1.${net}.1`, node: 'node-1' }];
}
