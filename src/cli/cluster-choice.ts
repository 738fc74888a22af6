import { FindingsError, plural } from '../base';
import type { LogSettings } from '../calico';
import type { Configurations } from '../configuration';
import { ClusterChoice, type WithoutRelease } from '../lint';
import { type ClusterOptions, clusterOfEnvironment, explicitCluster, missingRelease } from './cluster-options';
import { logSettingsOf } from './log-settings-option';

/** What decides for which cluster an object is checked. */
export interface ClusterChoiceOptions extends ClusterOptions {
  readonly logSettings?: string;
}

/** How the cluster of each object is chosen, and the log settings that an option sets for all of them. */
export interface ChoiceOfOptions {
  readonly clusters: ClusterChoice;
  readonly logs?: LogSettings;
}

/**
 * The choice of all commands that read manifests: options, then the annotations of the object, then the configuration file
 * of its file, then the environment.
 *
 * @param command what errors are about
 * @throws FindingsError with everything that is wrong with the options or the environment
 */
export function clusterChoiceOf(
  command: string,
  options: ClusterChoiceOptions,
  configurations: Configurations,
): ChoiceOfOptions {
  const explicit = explicitCluster(command, options);
  const assumed = explicit.release === undefined ? clusterOfEnvironment(command, process.env) : {};
  const logs = options.logSettings === undefined ? undefined : logSettingsOf(options.logSettings);
  const clusters = new ClusterChoice({ ...explicit, logs }, (file) =>
    withFallback(configurations.for(file)?.cluster, assumed),
  );
  return { clusters, logs };
}

/** @throws FindingsError when there are objects without a release */
export function requireReleases(command: string, withoutRelease: WithoutRelease | undefined): void {
  if (withoutRelease === undefined) {
    return;
  }
  const { count, first } = withoutRelease;
  const others = count === 1 ? '' : ` and ${plural(count - 1, 'other object')}`;
  throw new FindingsError(command, [missingRelease(` for ${first.object} in ${first.file}:${first.line}${others}`)]);
}

/** Of two sources, the first one that sets a value decides. */
function withFallback<Values extends object>(values: Values | undefined, fallback: Values): Values {
  const set = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return { ...fallback, ...Object.fromEntries(set) };
}
