import { readFileSync } from 'node:fs';
import { errorRule, FindingsError } from '../base';
import { LogSettings } from '../calico';
import { decode, reasonOf } from '../reading';

const PRINTED_BY = 'kubectl get felixconfigurations.projectcalico.org default -o yaml';

const UNREADABLE = errorRule({
  id: 'command/log-settings-unreadable',
  form: 'words',
  what: 'The file with the log settings must be readable.',
  why: 'Which records an alert sees depends on these settings.',
  bad: '`npx cdk8s-calico-threat-defense lint dist --log-settings felix.yaml` if `felix.yaml` does not exist.',
  good: `\`${PRINTED_BY} > felix.yaml\`, and the same command.`,
});

/**
 * The log settings in a file.
 *
 * @throws FindingsError when the file cannot be read, or a setting is invalid
 */
export function logSettingsOf(file: string): LogSettings {
  const text = textOf(file);
  try {
    return LogSettings.fromFelixConfiguration(text);
  } catch (error) {
    throw error instanceof FindingsError ? new FindingsError(`--log-settings ${file}`, error.findings) : error;
  }
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  const { text, problem } = decode(bytes);
  if (problem !== undefined) {
    // In Windows PowerShell, `>` writes UTF-16.
    throw unreadable(file, `cannot be read: ${problem.message}`);
  }
  return text;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, `cannot be read: ${reasonOf(error)}; pass the output of ${PRINTED_BY}`);
  }
}

function unreadable(file: string, message: string): FindingsError {
  return new FindingsError('--log-settings', [{ ...UNREADABLE, keys: [file], message }]);
}

/** The rules that this file checks. */
export const LOG_SETTINGS_OPTION_RULES = [UNREADABLE] as const;
