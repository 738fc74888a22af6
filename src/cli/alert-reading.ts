import { errorRule, FindingsError } from '../base';
import type { CalicoRelease } from '../calico';
import { type ExplainedAlert, type ExplainResult, explainFiles } from '../explain';
import { LogSettingsOfFiles } from '../lint';
import { readSources } from '../reading';
import { type ClusterChoiceOptions, clusterChoiceOf, requireReleases } from './cluster-choice';
import { configurationsOf, RELEASE_OPTION } from './cluster-options';
import { type Complaints, stdinOf } from './file-options';

const SEVERAL_RELEASES = errorRule({
  id: 'command/several-releases',
  form: 'words',
  what: 'The alerts of a backtest must be for the same release.',
  why: 'How logs are searched and compared depends on the release, and logs are only read once for all alerts.',
  bad: '`npx cdk8s-calico-threat-defense backtest dist --logs logs`, with alerts that are annotated with 3.14 and 3.22',
  good: '`npx cdk8s-calico-threat-defense backtest dist --logs logs --calico-release 3.22`',
});

/**
 * Reads and explains alerts, each for the cluster that `lint` would check it for.
 *
 * @param command what errors are about
 * @throws FindingsError with everything that is wrong with the options, and when no release is known for an alert
 */
export async function readAlerts(
  command: string,
  paths: readonly string[],
  options: ClusterChoiceOptions,
  { complain }: Pick<Complaints, 'complain'>,
): Promise<ExplainResult> {
  const { clusters, logs } = clusterChoiceOf(command, options, configurationsOf(options));
  const stdin = await stdinOf(paths, complain);
  const settings = logs === undefined ? LogSettingsOfFiles.read(readSources(paths, stdin, () => undefined)) : undefined;
  const result = explainFiles(readSources(paths, stdin, complain), clusters, settings);
  requireReleases(command, result.withoutRelease);
  return result;
}

/**
 * The release that all alerts are for.
 *
 * @param command what errors are about
 * @throws FindingsError when there are several
 */
export function onlyRelease(
  command: string,
  [first, ...others]: readonly [ExplainedAlert, ...ExplainedAlert[]],
): CalicoRelease {
  const other = others.find(({ calico }) => String(calico) !== String(first.calico));
  if (other !== undefined) {
    const message = `is required, because ${first.object} in ${first.file}:${first.line} is for ${first.release}, and ${other.object} in ${other.file}:${other.line} is for ${other.release}; pass the release to run all alerts for, or run the command once for each release`;
    throw new FindingsError(command, [{ ...SEVERAL_RELEASES, keys: [RELEASE_OPTION], message }]);
  }
  return first.calico;
}

/** The rules that this file checks. */
export const ALERT_READING_RULES = [SEVERAL_RELEASES] as const;
