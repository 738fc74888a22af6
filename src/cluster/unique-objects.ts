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
  const byTitle = new Map<string, ApiObject[]>();
  for (const child of root.node.findAll()) {
    if (ApiObject.isApiObject(child)) {
      const title = objectTitle(child);
      const others = byTitle.get(title);
      if (others === undefined) {
        byTitle.set(title, [child]);
      } else {
        others.push(child);
      }
    }
  }
  return [...byTitle].flatMap(([title, objects]) => (objects.length === 1 ? [] : twinsAmong(objects, title)));
}

/** Objects of one kind, namespace and name may be meant for several clusters. */
function twinsAmong(objects: readonly ApiObject[], title: string): string[] {
  const seen = new Map<unknown, ApiObject>();
  return objects.flatMap((object) => {
    const destinations = destinationsOf(object);
    const twin = destinations.map((destination) => seen.get(destination)).find((other) => other !== undefined);
    for (const destination of destinations.filter((known) => !seen.has(known))) {
      seen.set(destination, object);
    }
    if (twin === undefined) {
      return [];
    }
    const message = `is emitted by ${twin.node.path} too, and the second would replace the first; give one of them another name, or leave it out`;
    return [formatFindings(object.node.path, [{ ...DUPLICATE_OBJECT, path: title, message }])];
  });
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
