import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { LogStoreAccess } from '../backtest';
import { errorRule, FindingsError } from '../base';
import { indicesOf } from '../explain';
import {
  credentialsOfEnvironment,
  credentialsOfFile,
  LogStore,
  LogStoreFailure,
  type LogStoreOptions,
  logStoreUrl,
} from '../log-store';
import { reasonOf } from '../reading';
import { live } from './cluster-command';

const UNUSABLE = errorRule({
  id: 'command/log-store-unusable',
  form: 'words',
  what: 'The log store must be reachable, and allow searches.',
  why: 'Otherwise, it cannot compute what alerts would have raised.',
  bad: 'An API key that has expired, or a certificate of an authority that is not named with `--ca`.',
  good: '`ELASTICSEARCH_API_KEY=… npx cdk8s-calico-threat-defense backtest dist --elasticsearch https://elasticsearch.example.com:9200 --calico-release 3.24`',
});

/** The options about the log store that keeps the logs. */
export interface LogStoreCommandOptions {
  readonly elasticsearch?: string;
  readonly index?: readonly string[];
  readonly credentials?: string;
  readonly ca?: string;
}

/** More than any file with credentials or certificates has. */
const LARGEST_FILE = 1_000_000;

/** The options of a command that can ask a log store. */
export function withLogStoreOptions(command: Command): Command {
  return command
    .option(
      '--elasticsearch <url>',
      'let Elasticsearch or OpenSearch compute the intermediate results of the logs that it has, instead of --logs; credentials are read from ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD',
    )
    .option(
      '--index <pattern...>',
      'its indices, or DATASET=PATTERN for those of one data set (default: those of Calico, of all clusters)',
    )
    .option('--credentials <file>', 'file with its credentials on one line: user:password, or an API key')
    .option('--ca <file>', 'certificates of the authorities to trust, as PEM');
}

/**
 * Runs an action with the log store of the options.
 *
 * @throws FindingsError when it cannot be asked
 */
export async function askLogStore<T>(
  options: LogStoreCommandOptions & { readonly elasticsearch: string },
  { environment, signal }: Pick<LogStoreOptions, 'signal'> & { readonly environment: NodeJS.ProcessEnv },
  action: (access: LogStoreAccess) => Promise<T>,
): Promise<T> {
  const { elasticsearch, credentials, ca, index = [] } = options;
  try {
    // Not by the parser of options, whose message would contain a password in the URL.
    const url = logStoreUrl(elasticsearch);
    const authorities = ca === undefined ? undefined : certificatesOf(ca);
    const store = new LogStore({
      url,
      authorities,
      credentials:
        credentials === undefined
          ? credentialsOfEnvironment(environment)
          : credentialsOfFile(contentOf('--credentials', credentials)),
      agent: await (await live()).proxyAgent({ url, authorities, environment }),
      signal,
    });
    return await action({ store, indexOf: (dataSet) => indexFor(dataSet, index) });
  } catch (error) {
    if (!(error instanceof LogStoreFailure)) {
      throw error;
    }
    throw new FindingsError('--elasticsearch', [{ ...UNUSABLE, keys: [], message: error.message }]);
  }
}

/** The pattern that is given for a data set, or else for all. */
function indexFor(dataSet: string, patterns: readonly string[]): string {
  const own = patterns.find((pattern) => pattern.startsWith(`${dataSet}=`));
  return own?.slice(dataSet.length + 1) ?? patterns.find((pattern) => !pattern.includes('=')) ?? indicesOf(dataSet);
}

function certificatesOf(file: string): string {
  const content = contentOf('--ca', file);
  if (!content.includes('-----BEGIN CERTIFICATE-----')) {
    const message = 'contains no certificate in PEM format, which begins with -----BEGIN CERTIFICATE-----';
    throw new FindingsError('--ca', [{ ...UNUSABLE, keys: [file], message }]);
  }
  return content;
}

function contentOf(option: string, file: string): string {
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > LARGEST_FILE) {
      throw new Error('it is not a file of at most 1 MB');
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new FindingsError(option, [{ ...UNUSABLE, keys: [file], message: `cannot be read: ${reasonOf(error)}` }]);
  }
}

/** The rules that this file checks. */
export const LOG_STORE_OPTION_RULES = [UNUSABLE] as const;
