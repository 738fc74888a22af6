import { Command, CommanderError } from 'commander';
import { printableLines, UserError } from '../base';
import { backtestCommand } from './backtest-command';
import { calibrateCommand } from './calibrate-command';
import type { Host } from './cluster-command';
import { convertCommand } from './convert-command';
import { crashMessage } from './crash';
import { detectCommand } from './detect-command';
import { ExitCode } from './exit-code';
import { explainCommand } from './explain-command';
import { lintCommand } from './lint-command';
import { handleStreamErrors } from './output-streams';
import { rulesCommand } from './rules-command';
import { testCommand } from './test-command';
import { upgradeCommand } from './upgrade-command';
import { verifyCommand } from './verify-command';

/** The version in package.json, inserted by tools/bundle.mjs. */
declare const PACKAGE_VERSION: string;

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
  const commands = [
    lintCommand(PACKAGE_VERSION, end),
    explainCommand(end),
    testCommand(end),
    rulesCommand(end),
    backtestCommand(end),
    calibrateCommand(end),
    upgradeCommand(PACKAGE_VERSION, end),
    convertCommand(PACKAGE_VERSION, end, host),
    detectCommand(end, host),
    verifyCommand(end, host),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
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
