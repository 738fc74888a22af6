import type { Program } from '../printing/program';
import { classesIn } from '../printing/program';
import { exampleProps, LIBRARY, typescriptChart, typescriptMain } from '../printing/typescript-program';

/** A file of a project, by its path in the folder. */
export type ProjectFiles = Readonly<Record<string, string>>;

export interface ProjectOptions {
  /** The version of this library. */
  readonly version: string;
  /** What the program writes with the examples of its placeholders. */
  readonly yaml: string;
}

/** The files of a project of TypeScript with a program. */
export function projectFiles(program: Program, { version, yaml }: ProjectOptions): ProjectFiles {
  return {
    'README.md': readme(program),
    'package.json': packageJson(program, version),
    'tsconfig.json': TSCONFIG,
    'cdk8s.yaml': 'language: typescript\napp: node .build/main.js\n',
    '.gitignore': '/.build/\n/dist/\n/node_modules/\n',
    'main.ts': typescriptMain(program, './chart'),
    'chart.ts': typescriptChart(program),
    'test/chart.test.ts': chartTest(program),
    'test/__snapshots__/chart.test.ts.snap': snapshot(yaml),
  };
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "node16",
    "moduleResolution": "node16",
    "types": ["node", "jest"],
    "strict": true,
    "skipLibCheck": true,
    "rootDir": ".",
    "outDir": ".build"
  },
  "include": ["main.ts", "chart.ts", "test"]
}
`;

function packageJson(program: Program, version: string): string {
  const usesLibrary = classesIn(program).library.length > 0;
  const data = {
    name: program.chartId,
    private: true,
    scripts: { synth: 'tsc && node .build/main.js', test: 'tsc --noEmit && jest' },
    dependencies: {
      cdk8s: '^2.70.47',
      ...(usesLibrary ? { [LIBRARY]: `^${version}` } : {}),
      constructs: '^10.3.0',
    },
    devDependencies: {
      '@swc/core': '^1.16.22',
      '@swc/jest': '^0.2.39',
      '@types/jest': '^30.0.0',
      '@types/node': '^20.19.43',
      jest: '^30.5.2',
      typescript: '^7.0.2',
    },
    jest: { roots: ['<rootDir>/test'], transform: { '^.+\\.ts$': '@swc/jest' } },
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

const TEST_NAME = 'the chart creates the same objects as before';

function chartTest(program: Program): string {
  const { className, chartId, placeholders } = program;
  const before = `  new ${className}(app, '${chartId}'`;
  const creation = placeholders.length === 0 ? `${before});` : exampleProps(program, `${before}, `);
  return [
    "import { App } from 'cdk8s';",
    `import { ${className} } from '../chart';`,
    '',
    `test('${TEST_NAME}', () => {`,
    '  const app = new App();',
    creation,
    '  expect(app.synthYaml()).toMatchSnapshot();',
    '});',
    '',
  ].join('\n');
}

/** As Jest writes it. */
function snapshot(yaml: string): string {
  const text = `"${yaml}"`.replace(/`|\\|\$\{/g, '\\$&');
  const body = yaml.includes('\n') ? `\n${text}\n` : text;
  return `// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing\n\nexports[\`${TEST_NAME} 1\`] = \`${body}\`;\n`;
}

function readme({ origin, placeholders, chartId }: Program): string {
  const variables = placeholders.map(({ name }) => `${name}=… `).join('');
  const rows = placeholders.map(({ name, prop, texts }) => {
    const forms = texts.length === 0 ? '' : `, in place of ${texts.map((text) => `\`${text}\``).join(' and ')}`;
    return `* \`${name}\` sets \`${prop}\`${forms}.`;
  });
  return [
    `# ${chartId}`,
    '',
    `${origin} Made by \`calico-threat-defense convert\`, which compared what the program writes with the files.`,
    '',
    '```bash',
    'npm install',
    'npm test',
    `${variables}npm run synth      # writes dist/${chartId}.k8s.yaml`,
    '```',
    '',
    ...(rows.length === 0 ? [] : ['Environment variables:', '', ...rows, '']),
    'The objects are in `chart.ts`; `main.ts` creates the chart. `npm test` compares the objects with the snapshot in `test`;',
    'after an intended change, update it with `npx jest --updateSnapshot`, and review the difference.',
    '',
  ].join('\n');
}
