import { withoutUnprintable } from '../../base';
import { classesIn, type Program } from './program';
import { braced, TypeScriptExpressions } from './typescript-expression';

export const LIBRARY = 'cdk8s-calico-threat-defense';

/** The whole program in one file. */
export function typescriptProgram(program: Program): string {
  return [importsOf(program, ['App', 'Chart']), chartOf(program), appOf(program)].join('\n');
}

/** The file of the chart, which tests import. */
export function typescriptChart(program: Program): string {
  return [importsOf(program, ['Chart']), chartOf(program)].join('\n');
}

/** The file that creates the chart. */
export function typescriptMain(program: Program, chartFile: string): string {
  const imports = [importOf(['App'], 'cdk8s'), importOf([program.className], chartFile)];
  return [`${imports.join('\n')}\n`, appOf(program)].join('\n');
}

/** The props of the chart with their examples, as the last argument of a constructor. */
export function exampleProps({ placeholders }: Program, before: string): string {
  const expressions = new TypeScriptExpressions([]);
  const fields = placeholders.map(
    ({ prop, example }) => `${prop}: ${expressions.layout({ form: 'value', value: example }).flat}`,
  );
  return braced(before, fields, ');');
}

function importsOf(program: Program, more: readonly string[]): string {
  const { cdk8s, library } = classesIn(program);
  const lines = [
    importOf([...new Set([...more, ...cdk8s])].sort(), 'cdk8s'),
    ...(library.length === 0 ? [] : [importOf(library, LIBRARY)]),
    "import type { Construct } from 'constructs';",
  ];
  return `${lines.join('\n')}\n`;
}

function importOf(names: readonly string[], path: string): string {
  return braced('import ', names, ` from '${path}';`);
}

function chartOf(program: Program): string {
  const { className, placeholders, origin } = program;
  const hasProps = placeholders.length > 0;
  const props = placeholders.flatMap(({ texts, name, prop, type }, index) => [
    ...(index === 0 ? [] : ['']),
    `  /** ${replaced(texts, name)} */`,
    `  readonly ${prop}: ${type};`,
  ]);
  const head = hasProps
    ? `  constructor(scope: Construct, id: string, props: ${className}Props) {`
    : '  constructor(scope: Construct, id: string) {';
  return [
    ...(hasProps
      ? [`/** Properties of \`${className}\`. */`, `export interface ${className}Props {`, ...props, '}', '']
      : []),
    `/** ${origin} */`,
    `export class ${className} extends Chart {`,
    head,
    '    super(scope, id);',
    ...clusterLines(program),
    ...statementsOf(program),
    '  }',
    '}',
    '',
  ].join('\n');
}

function replaced(texts: readonly string[], name: string): string {
  return texts.length === 0
    ? `Name of the cluster; read from the environment variable ${name}.`
    : `In place of ${texts.map((text) => `\`${withoutUnprintable(text).replaceAll('*/', '* /')}\``).join(' and ')}.`;
}

function clusterLines({ cluster, placeholders }: Program): string[] {
  if (cluster === undefined) {
    return [];
  }
  const expressions = new TypeScriptExpressions(placeholders);
  const name = cluster.name === undefined ? undefined : expressions.string(cluster.name).flat;
  const props = name === undefined ? '{ release }' : `{ name: ${name}, release }`;
  return [
    `    const release = CalicoRelease.parse(${expressions.string(cluster.release).flat});`,
    `    CalicoCluster.provide(this, CalicoCluster.${cluster.topology}(${props}));`,
  ];
}

function statementsOf({ statements, placeholders }: Program): string[] {
  const expressions = new TypeScriptExpressions(placeholders);
  return statements.flatMap(({ id, construction, comments }) => [
    '',
    ...comments.map((comment) => `    // ${comment}`),
    expressions.statement(id, construction, 4),
  ]);
}

function appOf({ className, chartId, placeholders }: Program): string {
  const fields = placeholders.map(({ prop, name, type }) => {
    const read = `fromEnvironment('${name}')`;
    return `${prop}: ${type === 'number' ? `Number(${read})` : read}`;
  });
  const before = `new ${className}(app, '${chartId}'`;
  const creation = fields.length === 0 ? `${before});` : braced(`${before}, `, fields, ');');
  return [
    'const app = new App();',
    creation,
    'app.synth();',
    ...(fields.length === 0 ? [] : ['', ...FROM_ENVIRONMENT]),
    '',
  ].join('\n');
}

const FROM_ENVIRONMENT = [
  'function fromEnvironment(name: string): string {',
  '  const value = process.env[name];',
  '  if (value === undefined) {',
  // A template of the program, not of this file.
  '    throw new Error(`Set the environment variable ${name}.`);',
  '  }',
  '  return value;',
  '}',
];
