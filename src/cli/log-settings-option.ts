import { readFileSync } from 'node:fs';
import { errorRule, FindingsError } from '../base';
import { LogSettings } from '../calico';
import { reasonOf } from '../reading';

const UNREADABLE = errorRule({
  id: 'command/log-settings-unreadable',
  form: 'words',
  what: 'The file with the log settings must be readable.',
  why: 'Which records an alert sees depends on these settings.',
  bad: '`npx cdk8s-calico-threat-defense lint dist --log-settings felix.yaml` if `felix.yaml` does not exist.',
  good: '`kubectl get felixconfigurations.projectcalico.org default -o yaml > felix.yaml`, and the same command.',
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
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${reasonOf(error)}; pass the output of kubectl get felixconfigurations.projectcalico.org default -o yaml`;
    throw new FindingsError('--log-settings', [{ ...UNREADABLE, keys: [file], message }]);
  }
}

/** The rules that this file checks. */
export const LOG_SETTINGS_OPTION_RULES = [UNREADABLE] as const;
