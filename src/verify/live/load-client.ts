/** Loads what is used of the Kubernetes client for Node.js, which is a large package of ES modules. */
export function loadClient() {
  return import('./client.mjs');
}

export type Client = Awaited<ReturnType<typeof loadClient>>;
export type KubeConfig = InstanceType<Client['KubeConfig']>;
