import { Command, CommanderError } from 'commander';
import { ownValue, printableLines, UserError } from '../base';
import type { Host } from './cluster-command';
import { crashMessage } from './crash';
import { ExitCode } from './exit-code';
import { handleStreamErrors } from './output-streams';

/** The version in package.json, inserted by tools/bundle.mjs. */
declare const PACKAGE_VERSION: string;

type LoadCommand = (end: (code: ExitCode) => void, host: Host) => Promise<Command>;

/** The commands in the order of the help. Each is loaded when it is run, so the start of one does not wait for the others. */
const COMMANDS: Readonly<Record<string, LoadCommand>> = {
  lint: async (end) => (await import('./lint-command.js')).lintCommand(PACKAGE_VERSION, end),
  explain: async (end) => (await import('./explain-command.js')).explainCommand(end),
  test: async (end) => (await import('./test-command.js')).testCommand(end),
  rules: async (end) => (await import('./rules-command.js')).rulesCommand(end),
  backtest: async (end) => (await import('./backtest-command.js')).backtestCommand(end),
  calibrate: async (end) => (await import('./calibrate-command.js')).calibrateCommand(end),
  upgrade: async (end) => (await import('./upgrade-command.js')).upgradeCommand(PACKAGE_VERSION, end),
  convert: async (end, host) => (await import('./convert-command.js')).convertCommand(PACKAGE_VERSION, end, host),
  detect: async (end, host) => (await import('./detect-command.js')).detectCommand(end, host),
  verify: async (end, host) => (await import('./verify-command.js')).verifyCommand(end, host),
};

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
