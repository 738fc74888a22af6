import { ApiObject, Chart } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';
import { errorRule, formatFindings, nearestMark } from '../base';
import { CalicoCluster, isCalicoClusterScoped } from '../calico';
import { checkObjectMetadata, isClusterScoped } from '../kubernetes';
import { fileCollisions } from './file-collisions';

const DUPLICATE_OBJECT = errorRule({
  id: 'manifest/duplicate-object',
  form: 'program',
  what: 'Two objects of a cluster must not have the same kind, namespace and name.',
  why: 'When they are applied, the second silently replaces the first.',
  bad: "const rule = AlertRule.flows({});\nconst props = { cluster, rule, name: 'network.all', description: 'All flows' };\nnew GlobalAlert(chart, 'first', props);\nnew GlobalAlert(chart, 'second', props);",
  good: "const rule = AlertRule.flows({});\nconst props = { cluster, rule, name: 'network.all', description: 'All flows' };\nnew GlobalAlert(chart, 'first', props);\nnew GlobalAlert(chart, 'second', { ...props, name: 'network.all-2' });",
});

/** Marks the root of a tree whose objects are already checked, so many constructs share a single pass. */
const CHECKED = Symbol.for('cdk8s-calico-threat-defense.unique-objects');

/** Marks a construct whose objects have names that cannot be changed, or only in a special way. */
const ADVICE = Symbol.for('cdk8s-calico-threat-defense.duplicate-advice');

const ANOTHER_NAME = 'give one of them another name, or remove it';

/**
 * Makes synthesis fail if two objects of one cluster have the same kind, namespace and name, because the second would
 * silently replace the first when applied. It also fails if the files of two objects would overwrite each other, or if
 * the labels of a chart, which all of its objects get, are malformed.
 *
 * @param advice what to do about a second object like one of the scope's if it cannot have another name
 */
export function requireUniqueObjects(scope: Construct, advice = ANOTHER_NAME): void {
  const { root } = Node.of(scope);
  Object.defineProperty(scope, ADVICE, { value: advice, configurable: true });
  if (!(CHECKED in root)) {
    Object.defineProperty(root, CHECKED, { value: true });
    root.node.addValidation({ validate: () => treeProblems(root) });
  }
}

function treeProblems(root: IConstruct): string[] {
  const byTitle = new Map<string, ApiObject[]>();
  const charts: string[] = [];
  for (const child of root.node.findAll()) {
    if (ApiObject.isApiObject(child)) {
      const title = objectTitle(child);
      const others = byTitle.get(title);
      if (others === undefined) {
        byTitle.set(title, [child]);
      } else {
        others.push(child);
      }
    } else if (Chart.isChart(child)) {
      charts.push(...chartProblems(child));
    }
  }
  const twins = new Set<ApiObject>();
  const problems = [...byTitle].flatMap(([title, objects]) =>
    objects.length === 1 ? [] : twinsAmong(objects, title, twins),
  );
  return [...charts, ...problems, ...fileCollisions(root, twins)];
}

/** Objects with the same kind, namespace and name may be meant for several clusters. */
function twinsAmong(objects: readonly ApiObject[], title: string, twins: Set<ApiObject>): string[] {
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
    twins.add(object);
    const message = `is emitted by ${twin.node.path} as well, and the second would replace the first; ${adviceFor(object, twin)}`;
    return [formatFindings(object.node.path, [{ ...DUPLICATE_OBJECT, keys: [title], message }])];
  });
}

/** Advice for one of the two objects is enough. */
function adviceFor(object: ApiObject, twin: ApiObject): string {
  const advices = [object, twin].map((one) => nearestMark(one, ADVICE) ?? ANOTHER_NAME);
  return advices.includes(ANOTHER_NAME) ? ANOTHER_NAME : String(advices[0]);
}

function chartProblems(chart: Chart): string[] {
  const { labels } = chart;
  const findings = checkObjectMetadata({ metadata: { name: 'any', labels } }).map((finding) => ({
    ...finding,
    keys: finding.keys.slice(1),
  }));
  return findings.length === 0 ? [] : [formatFindings(chart.node.path, findings)];
}

function objectTitle(object: ApiObject): string {
  const namespace =
    isClusterScoped(object.kind) || isCalicoClusterScoped(object.kind) ? undefined : object.metadata.namespace;
  return `${object.apiGroup}/${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${object.name}`;
}

/**
 * One chart is applied as a whole; two charts may be meant for two clusters, unless they say that it is the same one.
 */
function destinationsOf(object: ApiObject): unknown[] {
  const cluster = CalicoCluster._find(object);
  return [Chart.of(object), ...(cluster === undefined ? [] : [cluster._identity])];
}

/** The rules that this file checks. */
export const UNIQUE_OBJECTS_RULES = [DUPLICATE_OBJECT] as const;
