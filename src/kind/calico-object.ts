import type { ApiObject, ApiObjectProps } from 'cdk8s';
import { type Construct, Node } from 'constructs';
import { type Finding, report } from '../base';
import { CalicoCluster, isCalicoClusterScoped } from '../calico';
import { PlainObject } from '../kubernetes';
import { requireUniqueObjects } from './unique-objects';

/** An object of Calico's API that a construct creates. */
export interface CalicoObject {
  readonly manifest: ApiObjectProps;
  /** The function `manifest` of the generated class, which gives the fields their order; as written if there is none. */
  readonly render?: (manifest: object) => object;
  /** Everything that the checks of its kind and the construct found. */
  readonly findings: readonly Finding[];
  /** What to do about a second object with this name if the name cannot be changed. */
  readonly duplicateAdvice?: string;
}

/**
 * Creates the object of a construct, as its child `Resource`.
 *
 * @throws FindingsError with all errors, before anything is created
 */
export function addCalicoObject(
  scope: Construct,
  cluster: CalicoCluster,
  { manifest, render, findings, duplicateAdvice }: CalicoObject,
): ApiObject {
  report(Node.of(scope).path, findings);
  CalicoCluster.provide(scope, cluster);
  const isNamespaced = !isCalicoClusterScoped(manifest.kind);
  const object = new PlainObject(scope, 'Resource', manifest, { render, isNamespaced });
  requireUniqueObjects(scope, duplicateAdvice);
  return object;
}
