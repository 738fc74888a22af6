import type { CalicoTopology } from '../../calico';
import type { Construction, Expression } from '../../kind';
import type { Placeholder } from '../placeholders/placeholder';

/** The cluster that the constructs of a program are for. */
export interface ProgramCluster {
  readonly release: string;
  readonly topology: CalicoTopology;
  /** Managed clusters have a name. */
  readonly name?: string;
}

/** A construct of a program, and the comments above it. */
export interface Statement {
  readonly id: string;
  readonly construction: Construction;
  readonly comments: readonly string[];
}

/** A program with one chart, before it is printed in a programming language. */
export interface Program {
  /** Name of the class of the chart. */
  readonly className: string;
  /** Name of the chart, and of the file that it is written to. */
  readonly chartId: string;
  /** What it was made from, for people. */
  readonly origin: string;
  /** Only if one of the constructs needs it. */
  readonly cluster?: ProgramCluster;
  /** The props of the chart. */
  readonly placeholders: readonly Placeholder[];
  readonly statements: readonly Statement[];
}

/** The classes of cdk8s that a program can name; all others are those of this library. */
const OF_CDK8S: readonly string[] = ['ApiObject', 'App', 'Chart', 'Duration', 'JsonPatch'];

/** Names of classes by the package that they are imported from. */
export interface Imports {
  readonly cdk8s: readonly string[];
  readonly library: readonly string[];
}

/** The classes of TypeScript that the constructs of a program name. */
export function classesIn({ statements, cluster }: Pick<Program, 'statements' | 'cluster'>): Imports {
  const names = new Set(cluster === undefined ? [] : ['CalicoCluster', 'CalicoRelease']);
  for (const { construction } of statements) {
    names.add(construction.type);
    const args = (construction.calls ?? []).flatMap((call) => call.args);
    for (const expression of [construction.props, ...args]) {
      visit(expression, ({ form, owner }) => {
        if ((form === 'call' || form === 'constant') && typeof owner === 'string') {
          names.add(owner);
        }
      });
    }
  }
  const sorted = [...names].sort();
  return {
    cdk8s: sorted.filter((name) => OF_CDK8S.includes(name)),
    library: sorted.filter((name) => !OF_CDK8S.includes(name)),
  };
}

type Visited = Expression & { readonly owner?: unknown };

/** Calls back for an expression, and for each one inside it. */
export function visit(expression: Expression, found: (expression: Visited) => void): void {
  found(expression);
  for (const part of partsOf(expression)) {
    visit(part, found);
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.form) {
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.map(([, entry]) => entry);
    case 'struct':
      return expression.fields.map(([, field]) => field);
    case 'call':
      return typeof expression.owner === 'string' ? expression.args : [expression.owner, ...expression.args];
    default:
      return [];
  }
}

/** How many parts an object or a list has. */
export function sizeOf(expression: Expression): number {
  switch (expression.form) {
    case 'list':
      return expression.items.length;
    case 'map':
      return expression.entries.length;
    case 'struct':
      return expression.fields.length;
    default:
      return 0;
  }
}

/** What is not a string, as TypeScript and its formatters write it. */
export function numberText(value: number | boolean | null): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
