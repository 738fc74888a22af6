import type { Construction } from '../../kind';
import type { Placeholder } from '../placeholders/placeholder';
import { classesIn, type ProgramCluster } from './program';
import { TypeScriptExpressions } from './typescript-expression';
import { LIBRARY } from './typescript-program';

/**
 * A script that creates each construct in an app of its own, and writes what each one creates, or why it does not, as JSON
 * into the file that the variable RESULT names.
 */
export function trialScript(
  constructions: readonly Construction[],
  cluster: ProgramCluster | undefined,
  placeholders: readonly Placeholder[],
): string {
  const statements = constructions.map((construction) => ({ id: 'object', construction, comments: [] }));
  const { cdk8s, library } = classesIn({ statements, cluster });
  const props = Object.fromEntries(placeholders.map(({ prop, example }) => [prop, example]));
  const expressions = new TypeScriptExpressions(placeholders);
  return [
    `const { ${[...new Set([...cdk8s, 'App', 'Chart'])].join(', ')} } = require('cdk8s');`,
    ...(library.length === 0 ? [] : [`const { ${library.join(', ')} } = require('${LIBRARY}');`]),
    `const props = JSON.parse(${JSON.stringify(JSON.stringify(props))});`,
    `const cluster = ${cluster === undefined ? 'undefined' : clusterText(cluster)};`,
    'const results = [',
    ...statements.map(({ id, construction }) => `function () {\n${expressions.statement(id, construction, 2)}\n},`),
    '].map((create) => {',
    '  try {',
    '    const app = new App();',
    "    const chart = new Chart(app, 'chart');",
    '    if (cluster !== undefined) CalicoCluster.provide(chart, cluster);',
    '    create.call(chart);',
    '    return { yaml: app.synthYaml() };',
    '  } catch (error) {',
    '    return { error: String(error.message) };',
    '  }',
    '});',
    "require('node:fs').writeFileSync(process.env.RESULT, JSON.stringify(results));",
  ].join('\n');
}

function clusterText({ release, topology, name }: ProgramCluster): string {
  const props = [
    ...(name === undefined ? [] : [`name: ${JSON.stringify(name)}`]),
    `release: CalicoRelease.parse(${JSON.stringify(release)})`,
  ];
  return `CalicoCluster.${topology}({ ${props.join(', ')} })`;
}
