import { ApiObject, Chart } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';
import { errorRule, formatFindings } from '../findings';
import { isClusterScoped } from '../manifest';
import { CalicoCluster } from './calico-cluster';

const DUPLICATE_OBJECT = errorRule('manifest/duplicate-object');

/** Marks the root of a tree whose objects are checked already, so that many constructs make one pass and not many. */
const CHECKED = Symbol.for('cdk8s-calico-threat-defense.unique-objects');

/**
 * Makes synthesis fail where two objects of one cluster have the same kind, namespace and name: applied one after the
 * other, the second would silently replace the first.
 */
export function requireUniqueObjects(scope: Construct): void {
  const { root } = Node.of(scope);
  if (!(CHECKED in root)) {
    Object.defineProperty(root, CHECKED, { value: true });
    root.node.addValidation({ validate: () => duplicateObjects(root) });
  }
}

function duplicateObjects(root: IConstruct): string[] {
  const seen = new Map<string, Map<unknown, ApiObject>>();
  const problems: string[] = [];
  for (const object of root.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child))) {
    const title = objectTitle(object);
    const others = seen.get(title) ?? new Map<unknown, ApiObject>();
    const destinations = destinationsOf(object);
    const twin = destinations.map((destination) => others.get(destination)).find((other) => other !== undefined);
    if (twin) {
      const message = `is emitted by ${twin.node.path} too, and the second would replace the first; give one of them another name, or leave it out`;
      problems.push(formatFindings(object.node.path, [{ ...DUPLICATE_OBJECT, path: title, message }]));
    }
    for (const destination of destinations.filter((known) => !others.has(known))) {
      others.set(destination, object);
    }
    seen.set(title, others);
  }
  return problems;
}

function objectTitle(object: ApiObject): string {
  const namespace = isClusterScoped(object.kind) ? undefined : object.metadata.namespace;
  return `${object.apiGroup}/${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${object.name}`;
}

/** One chart is applied as a whole; two charts may be meant for two clusters, unless they say that it is the same one. */
function destinationsOf(object: ApiObject): unknown[] {
  const cluster = CalicoCluster._find(object);
  return [Chart.of(object), ...(cluster === undefined ? [] : [cluster._identity])];
}
