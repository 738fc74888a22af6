import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { objectsInOrder } from '../../../src/output/fleet/object-order';
import { RUNS } from './arbitraries';

/** A tree below a chart: each construct stands below one that is there already. */
interface Tree {
  readonly constructs: readonly { readonly isObject: boolean; readonly below: number }[];
  readonly dependencies: readonly (readonly [number, number])[];
}

const trees: fc.Arbitrary<Tree> = fc.record({
  constructs: fc.array(fc.record({ isObject: fc.boolean(), below: fc.nat(9) }), { maxLength: 9 }),
  dependencies: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 7 }),
});

function chartOf({ constructs, dependencies }: Tree): Chart {
  const chart = new Chart(new App({ outdir: 'never-written' }), 'chart');
  const all: IConstruct[] = [chart];
  for (const [index, { isObject, below }] of constructs.entries()) {
    const scope = all[below % all.length] as Construct;
    all.push(
      isObject
        ? new ApiObject(scope, `object-${index}`, {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: `o${index}` },
          })
        : new Construct(scope, `construct-${index}`),
    );
  }
  for (const [source, target] of dependencies) {
    all[source % all.length]?.node.addDependency(all[target % all.length] as IConstruct);
  }
  return chart;
}

const names = (objects: readonly { readonly metadata: { readonly name?: string } }[]) =>
  objects.map(({ metadata }) => metadata.name);

/** The order of cdk8s; undefined where it throws. */
function stock(tree: Tree): (string | undefined)[] | undefined {
  try {
    return names(chartOf(tree).toJson());
  } catch {
    return undefined;
  }
}

const object = (isObject: boolean, below = 0) => ({ isObject, below });

describe('the order of the objects of a chart', () => {
  it('is that of cdk8s, whatever depends on what', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const ours = objectsInOrder(chartOf(tree));
        // What depends on itself is left to cdk8s, which leaves it out.
        const asked = ours === undefined ? stock(tree) : names(ours);
        expect(asked).toEqual(stock(tree));
      }),
      { numRuns: RUNS * 5 },
    );
  });

  it('follows dependencies between constructs and objects', () => {
    const tree = {
      constructs: [object(true), object(false), object(true, 2), object(true)],
      dependencies: [
        [1, 2],
        [2, 4],
      ] as const,
    };
    expect(names(objectsInOrder(chartOf(tree)) ?? [])).toEqual(['o3', 'o2', 'o0']);
    expect(stock(tree)).toEqual(['o3', 'o2', 'o0']);
  });

  it('is left to cdk8s where objects depend on each other', () => {
    const tree = {
      constructs: [object(true), object(true)],
      dependencies: [
        [1, 2],
        [2, 1],
      ] as const,
    };
    expect(objectsInOrder(chartOf(tree))).toBeUndefined();
    expect(() => chartOf(tree).toJson()).toThrow('Dependency cycle detected');
  });

  it('is left to cdk8s where something outside of the chart has a part in it', () => {
    const chart = chartOf({ constructs: [object(true)], dependencies: [] });
    chart.node.addDependency(new Construct(chart.node.root as Construct, 'outside'));
    expect(objectsInOrder(chart)).toBeUndefined();
    expect(() => chart.toJson()).toThrow('cannot find a parent chart');
  });
});
