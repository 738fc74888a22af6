/** Label by which the API server marks each namespace with its name. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Labels as kubectl and the API write a selector: `app=nginx,tier=web`. */
export function labelSelector(labels: unknown): string {
  return Object.entries(typeof labels === 'object' && labels !== null ? labels : {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
