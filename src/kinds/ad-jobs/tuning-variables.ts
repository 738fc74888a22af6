import { Duration } from 'cdk8s';
import type { AdJob } from './ad-job';
import { AD_JOB_VARIABLES, type AdJobVariable } from './ad-job-variables';
import type { AdJobSettings } from './settings/ad-job-settings';

/** The variables for disabled jobs and settings, in the order of the table, followed by all others by name. */
export function tuningVariables(settings: AdJobSettings, disabledJobs: readonly AdJob[]): Map<string, string> {
  const variables = new Map<string, string>();
  if (disabledJobs.length > 0) {
    variables.set('AD_DISABLED_JOBS', disabledJobs.join(','));
  }
  for (const variable of AD_JOB_VARIABLES) {
    const value = variable.setting && settings[variable.setting];
    if (value !== undefined) {
      variables.set(variable.name, variableText(value, variable.type));
    }
  }
  for (const [name, value] of Object.entries(settings.otherVariables ?? {}).sort()) {
    variables.set(name, value);
  }
  return variables;
}

/** A value as the container reads it. */
function variableText(value: Duration | number | boolean | string[], type: AdJobVariable['type']): string {
  if (value instanceof Duration) {
    const millis = value.toMilliseconds({ integral: false });
    return type === 'seconds' ? `${millis / 1_000}s` : String(millis / 60_000);
  }
  if (Array.isArray(value)) {
    return value.join(',');
  }
  // The jobs are written in Python, which spells booleans like this.
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
