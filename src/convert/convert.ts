import { basename, dirname, extname, resolve } from 'node:path';
import { printableLines, withoutUnprintable } from '../base';
import { CalicoRelease, type CalicoTopology } from '../calico';
import { type Source, STDIN } from '../reading';
import { type Choice, chooseConstructs, proposalsFor } from './choose-constructs';
import { compareAll } from './compare-all';
import { ConstructIds } from './construct-ids';
import { bindPlaceholders } from './placeholders/bind-placeholders';
import { Examples } from './placeholders/examples';
import { className } from './placeholders/identifiers';
import type { Placeholder } from './placeholders/placeholder';
import { classesIn, type Program, type ProgramCluster, type Statement, visit } from './printing/program';
import { pythonProgram } from './printing/python-program';
import { piecesOf } from './printing/spelling';
import { typescriptProgram } from './printing/typescript-program';
import { nameCluster, releaseOf } from './program-cluster';
import type { InputObject, Note, Problem } from './reading/input-object';
import { readInput } from './reading/read-input';
import { type Packages, ScriptFailure } from './running/run-script';
import { synthesize } from './running/synthesize';

/** The languages of programs. */
export enum Language {
  TYPESCRIPT = 'typescript',
  PYTHON = 'python',
}

/** How files are converted. */
export interface ConvertOptions {
  /** Release and topology, and the release as it was written; read from the objects if there is no release. */
  readonly cluster: { readonly topology: CalicoTopology; readonly release?: string };
  readonly language: Language;
  readonly packages: Packages;
  /** The paths of the command line. */
  readonly paths: readonly string[];
  /** A path after which the chart is named; the paths if there is none. */
  readonly namedAfter?: string;
}

/** A program that was made from files, and what is to be said about it. */
export interface Converted {
  /** Undefined if there is nothing to convert, or the program does not create the objects. */
  readonly program?: Program;
  /** The program in its language. */
  readonly text: string;
  /** What the program writes with the examples of its placeholders. */
  readonly yaml: string;
  /** What the constructs print on standard error. */
  readonly warnings: string;
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  readonly counts: { readonly objects: number; readonly constructs: number; readonly differences: number };
}

/** Makes a program of files, and proves that it creates their objects. */
export function convert(sources: Iterable<Source>, options: ConvertOptions): Converted {
  const input = readInput(sources);
  const examples = new Examples(input.text);
  const bound = bindPlaceholders(input.objects, examples);
  const { objects } = bound;
  const { topology, release = releaseOf(objects) } = options.cluster;
  const proposals = proposalsFor(objects, { topology, release: CalicoRelease.parse(release) });
  const names = proposals.map(({ clusterName }) => clusterName);
  const { name, placeholders } = nameCluster(bound, topology, names, examples);
  const cluster: ProgramCluster = { release, topology, ...(name === undefined ? {} : { name }) };
  const { choices, problems, notes } = chooseConstructs(objects, proposals, {
    placeholders,
    cluster,
    packages: options.packages,
    patchesOnly: options.language === Language.PYTHON,
  });
  const all = { problems: [...input.problems, ...problems], notes: [...input.notes, ...notes] };
  if (choices.length === 0) {
    return { ...all, text: '', yaml: '', warnings: '', counts: { objects: 0, constructs: 0, differences: 0 } };
  }
  const program = programOf(choices, placeholders, cluster, options);
  return proven(program, choices, all, options);
}

function proven(
  program: Program,
  choices: readonly Choice[],
  { problems, notes }: Pick<Converted, 'problems' | 'notes'>,
  { language, packages }: ConvertOptions,
): Converted {
  const counts = {
    objects: choices.flatMap(({ objects }) => objects).length,
    constructs: choices.filter(({ construction }) => construction.type !== 'ApiObject').length,
  };
  try {
    const { result, stderr } = synthesize(typescriptProgram(program), program.placeholders, packages);
    const proof = compareAll(choices, result.objects);
    const isProven = proof.problems.length === 0;
    return {
      ...(isProven ? { program } : {}),
      text: isProven ? (language === Language.PYTHON ? pythonProgram(program) : typescriptProgram(program)) : '',
      yaml: result.yaml,
      warnings: printableLines(stderr),
      problems: [...problems, ...proof.problems],
      notes: [...notes, ...proof.notes],
      counts: { ...counts, differences: proof.differences },
    };
  } catch (error) {
    if (!(error instanceof ScriptFailure)) {
      throw error;
    }
    const message = `the program cannot be run: ${error.message.split('\n').slice(0, 6).join(' ')}`;
    return {
      text: '',
      yaml: '',
      warnings: '',
      problems: [...problems, { file: '', message }],
      notes,
      counts: { ...counts, differences: 0 },
    };
  }
}

function programOf(
  choices: readonly Choice[],
  placeholders: readonly Placeholder[],
  cluster: ProgramCluster,
  { paths, namedAfter }: Pick<ConvertOptions, 'paths' | 'namedAfter'>,
): Program {
  const ids = new ConstructIds(placeholders);
  const statements = choices.map(
    ({ construction, objects }): Statement => ({
      id: ids.idFor((objects[0] as InputObject).manifest),
      construction,
      comments: objects.flatMap(({ comments }) => comments),
    }),
  );
  const needsCluster = classesIn({ statements }).library.length > 0;
  const used = needsCluster ? { cluster } : {};
  const name = nameOf(namedAfter === undefined ? paths : [namedAfter]);
  return {
    ...used,
    className: `${className(name)}Chart`,
    chartId: name,
    origin: `The objects of ${printableOrigin(paths)}.`,
    placeholders: placeholders.filter((placeholder) =>
      isUsed(placeholder, statements, needsCluster ? cluster : undefined),
    ),
    statements,
  };
}

/** Whether a program has a prop for a placeholder. */
function isUsed(
  placeholder: Placeholder,
  statements: readonly Statement[],
  cluster: ProgramCluster | undefined,
): boolean {
  const isIn = (text: string) => piecesOf(text, [placeholder]).some((piece) => piece === placeholder);
  let found = cluster?.name !== undefined && isIn(cluster.name);
  for (const { construction } of statements) {
    const args = (construction.calls ?? []).flatMap((call) => call.args);
    for (const expression of [construction.props, ...args]) {
      visit(expression, (part) => {
        const keys = part.form === 'map' ? part.entries.map(([key]) => key) : [];
        const value = part.form === 'value' ? part.value : undefined;
        found ||= value === placeholder.example || (typeof value === 'string' && isIn(value)) || keys.some(isIn);
      });
    }
  }
  return found;
}

/** The file, or the folder if there are several. */
function nameOf(paths: readonly string[]): string {
  const [first = STDIN] = paths;
  if (first === STDIN && paths.length === 1) {
    return 'converted';
  }
  const path = paths.length === 1 ? resolve(first) : resolve(dirname(first));
  const name = basename(path, extname(path)).toLowerCase();
  const words = name.split(/[^a-z0-9]/).filter((word) => word !== '');
  const start = words.findIndex((word) => /^[a-z]/.test(word));
  return start === -1 ? 'converted' : words.slice(start).join('-');
}

function printableOrigin(paths: readonly string[]): string {
  const names = paths.map((path) => (path === STDIN ? 'standard input' : basename(path)));
  return withoutUnprintable(names.join(', ')).replaceAll('*/', '* /').slice(0, 80);
}
