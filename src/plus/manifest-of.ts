import { ApiObject } from 'cdk8s';
import { Node } from 'constructs';
import { errorRule, FindingsError, type Manifest } from '../base';
import type { KubernetesResource } from './sources';

const INCOMPLETE = errorRule({
  id: 'cdk8s-plus/incomplete',
  form: 'program',
  what: 'A workload or a Service must be complete before it is passed to one of these functions.',
  why: 'Its namespace, labels and ports are read from its manifest when the function is called.',
  bad: "const metadata = { namespace: 'shop' };\nconst web = new kplus.Deployment(chart, 'web', { metadata });\nscanTargetOf(web);\nweb.addContainer({ image: 'registry.example.com/web:1.0' });",
  good: "const metadata = { namespace: 'shop' };\nconst web = new kplus.Deployment(chart, 'web', { metadata });\nweb.addContainer({ image: 'registry.example.com/web:1.0' });\nscanTargetOf(web);",
});

/**
 * The manifest of an object, as it would be synthesized now.
 *
 * @throws FindingsError when it cannot be synthesized yet
 */
export function manifestOf(resource: KubernetesResource): Manifest {
  try {
    return ApiObject.of(resource).toJson();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `its manifest cannot be read: ${reason}; complete the ${resource.kind} before you pass it`;
    throw new FindingsError(Node.of(resource).path, [{ ...INCOMPLETE, keys: [], message }]);
  }
}

/** The rules that this file checks. */
export const MANIFEST_OF_RULES = [INCOMPLETE] as const;
