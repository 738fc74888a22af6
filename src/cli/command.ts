import { Command, CommanderError } from 'commander';
import { ownValue, printableLines, UserError } from '../base';
import type { Host } from './cluster-command';
import { crashMessage } from './crash';
import { ExitCode } from './exit-code';
import { explainCommand } from './explain-command';
import { lintCommand } from './lint-command';
import { handleStreamErrors } from './output-streams';
import { rulesCommand } from './rules-command';
import { testCommand } from './test-command';

/** The version in package.json, inserted by tools/bundle.mjs. */
declare const PACKAGE_VERSION: string;

type LoadCommand = (end: (code: ExitCode) => void, host: Host) => Promise<Command>;

/** The commands in the order of the help. What reads logs, clusters or programs is loaded when it is run, so the others start sooner. */
const COMMANDS: Readonly<Record<string, LoadCommand>> = {
  lint: async (end) => lintCommand(PACKAGE_VERSION, end),
  explain: async (end) => explainCommand(end),
  test: async (end) => testCommand(end),
  rules: async (end) => rulesCommand(end),
  backtest: async (end) => (await later()).backtestCommand(end),
  calibrate: async (end) => (await later()).calibrateCommand(end),
  upgrade: async (end) => (await later()).upgradeCommand(PACKAGE_VERSION, end),
  convert: async (end, host) => (await later()).convertCommand(PACKAGE_VERSION, end, host),
  detect: async (end, host) => (await later()).detectCommand(end, host),
  verify: async (end, host) => (await later()).verifyCommand(end, host),
};

function later(): Promise<typeof import('./later-commands')> {
  return import('./later-commands.js');
}

/**
 * Runs the command `calico-threat-defense`. Reports go to standard output, usage errors to standard error.
 *
 * @param args the arguments after the name of the command
 * @returns the exit code
 */
export async function runCommand(args: readonly string[], host: Host): Promise<ExitCode> {
  handleStreamErrors();
  let code = ExitCode.OK;
  const program = new Command('cdk8s-calico-threat-defense')
    .description('Checks Calico threat defense: alerts, anomaly-detection jobs, policies.')
    .version(PACKAGE_VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(printableLines(text)) })
    .showHelpAfterError('(see --help)');
  const end = (result: ExitCode) => {
    code = result;
  };
  try {
    for (const command of await commandsFor(args, end, host)) {
      program.addCommand(command.copyInheritedSettings(program));
    }
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.OK : ExitCode.UNUSABLE;
    }
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      return ExitCode.UNUSABLE;
    }
    process.stderr.write(crashMessage(error));
    return ExitCode.CRASHED;
  }
}

/** The command that is run; all if none is, for the help and the suggestions for misspelled names. */
function commandsFor([name = '']: readonly string[], ...[end, host]: Parameters<LoadCommand>): Promise<Command[]> {
  const load = ownValue<LoadCommand>(COMMANDS, name);
  return Promise.all((load === undefined ? Object.values(COMMANDS) : [load]).map((command) => command(end, host)));
}
