import { classesIn, type Imports, type Program, visit } from './program';
import { argumentLines, imported, PythonExpressions, quoted } from './python-expression';
import { pythonName } from './python-names';

/** The whole program in one file. */
export function pythonProgram(program: Program): string {
  return [...importsOf(program), '', '', ...chartOf(program), '', '', ...appOf(program), ''].join('\n');
}

function importsOf(program: Program): string[] {
  const { cdk8s, library } = classesIn(program);
  const structs = structsIn(program);
  const isDated = has(program, 'date');
  const standard = [
    ...(program.placeholders.length > 0 ? ['import os'] : []),
    ...(isDated ? ['from datetime import datetime'] : []),
  ];
  const names = [...new Set(['App', 'Chart', ...cdk8s, ...structs.cdk8s])].sort();
  const own = [...library, ...structs.library].sort();
  return [
    ...standard,
    ...(standard.length === 0 ? [] : ['']),
    imported('cdk8s', names),
    ...(own.length === 0 ? [] : [imported('cdk8s_calico_threat_defense', own)]),
    imported('constructs', ['Construct']),
  ];
}

/** The structs that are created: those that are not the last argument of a method, whose fields are keywords there. */
function structsIn({ statements }: Program): Imports {
  const found = new Set<string>();
  const keywords = new Set<unknown>();
  for (const { construction } of statements) {
    keywords.add(construction.props);
    const args = (construction.calls ?? []).flatMap((call) => call.args);
    for (const expression of [construction.props, ...args]) {
      visit(expression, (part) => {
        if (part.form === 'call') {
          keywords.add(part.args[part.args.length - 1]);
        }
        if (part.form === 'struct' && !keywords.has(part)) {
          found.add(part.type);
        }
      });
    }
  }
  const names = [...found];
  const isOfCdk8s = (name: string) => name === 'ApiObjectMetadata';
  return { cdk8s: names.filter(isOfCdk8s), library: names.filter((name) => !isOfCdk8s(name)) };
}

function has({ statements }: Program, form: string): boolean {
  let found = false;
  for (const { construction } of statements) {
    visit(construction.props, (part) => {
      found ||= part.form === form;
    });
  }
  return found;
}

function chartOf(program: Program): string[] {
  const { className, origin, placeholders, statements } = program;
  const expressions = new PythonExpressions(placeholders);
  const parameters = placeholders.map(({ prop, type }) => `${pythonName(prop)}: ${type === 'number' ? 'int' : 'str'}`);
  const all = ['self', 'scope: Construct', 'id: str', ...(parameters.length === 0 ? [] : ['*', ...parameters])];
  return [
    `class ${className}(Chart):`,
    `    """${origin.replaceAll('\\', '/').replaceAll('"', "'")}"""`,
    '',
    argumentLines('def __init__', all, ' -> None:', 4),
    '        super().__init__(scope, id)',
    ...clusterLines(program, expressions),
    ...statements.flatMap(({ id, construction, comments }) => [
      '',
      ...comments.map((comment) => `        # ${comment}`),
      expressions.statement(id, construction, 8),
    ]),
  ];
}

function clusterLines({ cluster }: Program, expressions: PythonExpressions): string[] {
  if (cluster === undefined) {
    return [];
  }
  const name = cluster.name === undefined ? [] : [`name=${expressions.string(cluster.name).flat}`];
  const created = `CalicoCluster.${cluster.topology}(${[...name, 'release=release'].join(', ')})`;
  return [
    `        release = CalicoRelease.parse(${quoted(cluster.release)})`,
    argumentLines('CalicoCluster.provide', ['self', created], '', 8),
  ];
}

function appOf({ className, chartId, placeholders }: Program): string[] {
  const args = placeholders.map(({ prop, name, type }) => {
    const read = `os.environ[${quoted(name)}]`;
    return `${pythonName(prop)}=${type === 'number' ? `int(${read})` : read}`;
  });
  return ['app = App()', argumentLines(className, ['app', quoted(chartId), ...args], '', 0), 'app.synth()'];
}
