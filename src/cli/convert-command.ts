import { Command, Option } from 'commander';
import { errorRule, FindingsError, printable } from '../base';
import { CalicoTopology, NEWEST_ENTERPRISE } from '../calico';
import {
  type Converted,
  type ConvertOptions,
  convert,
  convertReport,
  convertSummary,
  Language,
  projectFiles,
  requireNewFolder,
  ScriptFailure,
  writeProject,
} from '../convert';
import { readSources, STDIN } from '../reading';
import type { Host } from './cluster-command';
import {
  type ClusterOptions,
  clusterFromOptions,
  hasRelease,
  RELEASE_OPTION,
  TOPOLOGY_OPTION,
} from './cluster-options';
import { ExitCode } from './exit-code';
import { complaints, stdinOf, withConfigurationOptions } from './file-options';

const SUBJECT = 'calico-threat-defense convert';

const OUT_LANGUAGE = errorRule({
  id: 'convert/project-language',
  form: 'words',
  what: 'The option `--out` requires TypeScript.',
  why: 'A project consists of TypeScript files.',
  bad: '`npx cdk8s-calico-threat-defense convert alerts.yaml --language python --out alerts`',
  good: '`npx cdk8s-calico-threat-defense convert alerts.yaml --language python > main.py`',
});

const PACKAGES_MISSING = errorRule({
  id: 'convert/packages-missing',
  form: 'words',
  what: 'The command `convert` requires the packages `cdk8s` and `constructs`.',
  why: 'It runs the program that it generates, to compare the objects with those in the files.',
  bad: 'The package is installed without its peer dependencies.',
  good: '`npm install cdk8s-calico-threat-defense cdk8s constructs`',
});

/** How Node.js says that a package is missing. */
const MISSING = /Cannot find module '([^']+)'/;

interface ConvertCommandOptions extends ClusterOptions {
  readonly language: Language;
  readonly out?: string;
}

const HELP = `
Turns YAML into a program: the constructs of this library where they create the same objects, and ApiObject of cdk8s for all
other objects. Placeholders such as CLUSTERNAME, $CLUSTERNAME, \${CLUSTERNAME}, @CLUSTERNAME@ and __CLUSTERNAME__ become props
of the chart. Comments are kept above their object.

The program is run before it is printed, with an example for each placeholder, and the objects that it writes are compared
with those of the files. Differences that change nothing are listed on standard error with the reason.

Exit codes: 0 if the program creates all objects; 1 if a file or an object was left out, with the reason on standard error;
2 for wrong usage, unreadable input, nothing to convert, or a folder for the project that is not empty.`;

/**
 * The subcommand `convert`.
 *
 * @param end called with the exit code
 */
export function convertCommand(version: string, end: (code: ExitCode) => void, host: Host): Command {
  return withConfigurationOptions(new Command('convert'))
    .description('turn YAML into a cdk8s program')
    .argument('<path...>', `files, folders, or ${STDIN} for standard input`)
    .addOption(
      new Option('--language <language>', 'language of the program')
        .choices(Object.values(Language))
        .default(Language.TYPESCRIPT),
    )
    .option('--out <folder>', 'write a project into a new or empty folder instead of printing the program (TypeScript)')
    .option(
      `${RELEASE_OPTION} <release>`,
      'release of the cluster, such as 3.22 or cloud-23.0.1 (default: the configuration file, CALICO_RELEASE, the annotations of the objects, or the newest release)',
    )
    .option(
      `${TOPOLOGY_OPTION} <topology>`,
      `topology of the cluster: ${Object.values(CalicoTopology).join(', ')} (default: the configuration file, CALICO_TOPOLOGY, or ${CalicoTopology.MANAGED})`,
    )
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: ConvertCommandOptions) => {
      end(await runConvert(paths, options, { version, packages: host.packages }));
    });
}

async function runConvert(
  paths: readonly string[],
  options: ConvertCommandOptions,
  { version, packages }: Pick<Host, 'packages'> & { readonly version: string },
): Promise<ExitCode> {
  const cluster = clusterOf(options, paths);
  if (options.out !== undefined) {
    requireTypeScript(options);
    requireNewFolder(SUBJECT, options.out);
  }
  const { complain, hasComplained } = complaints(SUBJECT);
  const stdin = await stdinOf(paths, complain);
  const { language, out } = options;
  const namedAfter = out === undefined ? {} : { namedAfter: out };
  const result = converted(readSources(paths, stdin, complain), { cluster, language, packages, paths, ...namedAfter });
  const report = convertReport(result, cluster.release === undefined);
  process.stderr.write(report.map((line) => `${line}\n`).join(''));
  if (result.program === undefined) {
    return noProgram(result, hasComplained());
  }
  if (options.out === undefined) {
    process.stdout.write(result.text);
  } else {
    writeProject(options.out, projectFiles(result.program, { version, yaml: result.yaml }));
  }
  const place = options.out === undefined ? '' : `; the project is in ${options.out}`;
  process.stderr.write(`${printable(`${SUBJECT}: ${convertSummary(result)}${place}`)}\n`);
  return hasComplained() ? ExitCode.UNUSABLE : result.problems.length === 0 ? ExitCode.OK : ExitCode.FOUND;
}

/** Converts, and reports packages that the program needs and that are not installed. */
function converted(...[sources, options]: Parameters<typeof convert>): Converted {
  try {
    return convert(sources, options);
  } catch (error) {
    const [, name] = error instanceof ScriptFailure ? (MISSING.exec(error.message) ?? []) : [];
    if (name === undefined) {
      throw error;
    }
    const message =
      'is not installed next to this command, which needs it to run the program that it generates; run npm install cdk8s-calico-threat-defense cdk8s constructs, or npm run build in a clone';
    throw new FindingsError(SUBJECT, [{ ...PACKAGES_MISSING, keys: [name], message }]);
  }
}

/** Release and topology; the files say for which release they are if nothing else does. */
function clusterOf(options: ConvertCommandOptions, paths: readonly string[]): ConvertOptions['cluster'] {
  if (!hasRelease(options, process.env, paths)) {
    const any = { ...options, calicoRelease: NEWEST_ENTERPRISE };
    return { topology: clusterFromOptions(SUBJECT, any, process.env, paths).topology };
  }
  const { release, topology } = clusterFromOptions(SUBJECT, options, process.env, paths);
  return { topology, release: options.calicoRelease ?? release.toString() };
}

function requireTypeScript({ language }: ConvertCommandOptions): void {
  if (language !== Language.TYPESCRIPT) {
    const message = 'writes TypeScript projects only; omit it, and redirect the program into a file';
    throw new FindingsError(SUBJECT, [{ ...OUT_LANGUAGE, keys: ['--out'], message }]);
  }
}

function noProgram({ problems }: Converted, hasComplained: boolean): ExitCode {
  if (!hasComplained && problems.length > 0) {
    return ExitCode.FOUND;
  }
  process.stderr.write(`${SUBJECT}: nothing to convert: no Kubernetes object was found\n`);
  return ExitCode.UNUSABLE;
}

/** The rules that this file checks. */
export const CONVERT_COMMAND_RULES = [OUT_LANGUAGE, PACKAGES_MISSING] as const;
