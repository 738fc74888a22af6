import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

type Dependencies = Map<IConstruct, Set<IConstruct>>;

/**
 * The objects of an app's only chart in the order in which cdk8s writes them: what an object depends on comes before it,
 * and otherwise they are in the order in which they were added. cdk8s itself builds a graph of all constructs for this, twice.
 *
 * @returns undefined where cdk8s has to be asked, since dependencies lead out of the chart, or in a circle
 */
export function objectsInOrder(chart: Chart): ApiObject[] | undefined {
  const constructs = chart.node.findAll();
  const dependencies: Dependencies = new Map();
  for (const construct of constructs) {
    const targets = construct.node.dependencies;
    if (targets.length > 0) {
      dependencies.set(construct, new Set(targets));
    }
  }
  if (dependencies.size === 0) {
    return constructs.filter(isObject);
  }
  const known = new Set(constructs);
  if ([...dependencies.values()].some((targets) => [...targets].some((target) => !known.has(target)))) {
    return undefined;
  }
  spread(dependencies);
  return sorted(constructs, dependencies)?.filter(isObject);
}

function isObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}

/** All objects of a construct depend on all objects of one that it depends on. */
function spread(dependencies: Dependencies): void {
  const pairs = [...dependencies].flatMap(([source, targets]) =>
    [...targets].map((target) => [source, target] as const),
  );
  for (const [source, target] of pairs) {
    const sources = source.node.findAll().filter(isObject);
    for (const object of target.node.findAll().filter(isObject)) {
      for (const other of sources.filter((other) => other !== object)) {
        dependencies.set(other, (dependencies.get(other) ?? new Set()).add(object));
      }
    }
  }
}

/** Depth first, beginning with the constructs that nothing depends on; undefined where some depend on each other. */
function sorted(constructs: readonly IConstruct[], dependencies: Dependencies): IConstruct[] | undefined {
  const targets = new Set([...dependencies.values()].flatMap((set) => [...set]));
  const begun = new Set<IConstruct>();
  const done = new Set<IConstruct>();
  const visit = (construct: IConstruct): boolean => {
    if (begun.has(construct)) {
      return done.has(construct);
    }
    begun.add(construct);
    for (const target of dependencies.get(construct) ?? []) {
      if (!visit(target)) {
        return false;
      }
    }
    done.add(construct);
    return true;
  };
  const isAcyclic = constructs.every((construct) => targets.has(construct) || visit(construct));
  return isAcyclic && done.size === constructs.length ? [...done] : undefined;
}
