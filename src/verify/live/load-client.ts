/** Loads the parts of the Kubernetes client for Node.js that are used; it is a large package of ES modules. */
export function loadClient() {
  return import('./client.mjs');
}

export type Client = Awaited<ReturnType<typeof loadClient>>;
