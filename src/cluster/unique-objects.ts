import { ApiObject, Chart } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';
import { errorRule, formatFindings } from '../findings';
import { isClusterScoped } from '../manifest';
import { CalicoCluster, CalicoTopology } from './calico-cluster';

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
  const seen = new Map<string, ApiObject[]>();
  const problems: string[] = [];
  for (const object of root.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child))) {
    const title = objectTitle(object);
    const others = seen.get(title) ?? [];
    const twin = others.find((other) => shareDestination(other, object));
    if (twin) {
      const message = `is emitted by ${twin.node.path} too, and the second would replace the first; give one of them another name, or leave it out`;
      problems.push(formatFindings(object.node.path, [{ ...DUPLICATE_OBJECT, path: title, message }]));
    }
    seen.set(title, [...others, object]);
  }
  return problems;
}

function objectTitle(object: ApiObject): string {
  const namespace = isClusterScoped(object.kind) ? undefined : object.metadata.namespace;
  return `${object.apiGroup}/${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${object.name}`;
}

/** One chart is applied as a whole; two charts may be meant for two clusters, unless they say that it is the same one. */
function shareDestination(left: ApiObject, right: ApiObject): boolean {
  if (Chart.of(left) === Chart.of(right)) {
    return true;
  }
  const [one, other] = [CalicoCluster._find(left), CalicoCluster._find(right)];
  if (one === undefined || other === undefined) {
    return false;
  }
  return (
    one === other ||
    (one.topology === CalicoTopology.MANAGED && one.topology === other.topology && one.name === other.name)
  );
}
