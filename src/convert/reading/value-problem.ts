import { isMap, type Manifest } from '../../base';

/** Why a program cannot have the same values as an object. */
export function valueProblem(manifest: Manifest): string | undefined {
  if (String(manifest.apiVersion).split('/').length > 2) {
    return 'the apiVersion is not GROUP/VERSION, and cdk8s creates no such object';
  }
  return inexactNumber(manifest);
}

function inexactNumber(data: unknown): string | undefined {
  if (typeof data === 'number' && Number.isInteger(data) && !Number.isSafeInteger(data)) {
    return `a number is beyond ${Number.MAX_SAFE_INTEGER}, so JavaScript does not know it exactly; quote it if it is a string`;
  }
  const items = Array.isArray(data) ? data : isMap(data) ? Object.values(data) : [];
  for (const item of items) {
    const problem = inexactNumber(item);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}
