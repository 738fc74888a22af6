import { Command, Option } from 'commander';
import { FindingSeverity, printable } from '../base';
import {
  type ExplainedForm,
  type ExplainResult,
  explainJson,
  explainText,
  type RequestName,
  requestText,
  SQL_DIALECTS,
  type SqlDialectName,
  sqlText,
} from '../explain';
import { placeAndMessage } from '../lint';
import { STDIN } from '../reading';
import { readAlerts } from './alert-reading';
import type { ClusterChoiceOptions } from './cluster-choice';
import { ExitCode } from './exit-code';
import { complaints, withClusterOptions } from './file-options';

const SUBJECT = 'calico-threat-defense explain';

interface ExplainOptions extends ClusterChoiceOptions {
  readonly as: string;
  readonly format: string;
}

const REQUESTS: readonly string[] = ['request', 'partials'] satisfies RequestName[];

const HELP = `
Explains each GlobalAlert and GlobalAlertTemplate: which records its runs see, how they are grouped, what is dropped, how
often one incident raises events, and what their text is. Whether it can fire at all is printed first.

  --as request   what each run asks Elasticsearch, for Kibana's Dev Tools
  --as partials  the paged request from which all runs can be computed
  --as duckdb, trino or clickhouse
                 SQL that computes the same from logs in files or tables, for backtest --partials

An alert that a construct made is explained for the release and the topology in its annotations, if neither is set by an
option. Templates and patches cannot be explained: render them first. Nothing is read from a cluster.

Exit codes: 0 if all alerts can fire; 1 if at least one is refused or can never fire; 2 for wrong usage, unreadable
input, nothing to explain, or an alert whose meaning is not known, such as one that runs a detector.`;

/**
 * The subcommand `explain`.
 *
 * @param end called with the exit code
 */
export function explainCommand(end: (code: ExitCode) => void): Command {
  return withClusterOptions(new Command('explain'))
    .description('explain what alerts look for, and whether they can fire')
    .argument('<path...>', `files, folders, or ${STDIN} for standard input`)
    .addOption(
      new Option('--as <form>', 'words, requests, or SQL')
        .choices(['text', ...REQUESTS, ...Object.keys(SQL_DIALECTS)])
        .default('text'),
    )
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: ExplainOptions) => {
      end(await runExplain(paths, options));
    });
}

async function runExplain(paths: readonly string[], options: ExplainOptions): Promise<ExitCode> {
  const reported = complaints(SUBJECT);
  const result = await readAlerts(SUBJECT, paths, options, reported);
  for (const finding of result.findings) {
    const { file, line, column, severity, rule } = finding;
    const text = `${file}:${line}:${column} ${severity} ${placeAndMessage(finding)} [${rule}]`;
    process.stderr.write(`${printable(`${SUBJECT}: ${text}`)}\n`);
  }
  process.stdout.write(printed(result, options));
  return reported.hasComplained() ? ExitCode.UNUSABLE : codeOf(result);
}

function printed(result: ExplainResult, { as, format }: ExplainOptions): string {
  const { request, sql } = formOf(as);
  if (format === 'json') {
    return explainJson(result, { request, sql });
  }
  if (sql !== undefined) {
    return sqlText(result, sql);
  }
  return request === undefined ? explainText(result) : requestText(result, request);
}

function formOf(as: string): ExplainedForm {
  if (REQUESTS.includes(as)) {
    return { request: as as RequestName };
  }
  return as === 'text' ? {} : { sql: as as SqlDialectName };
}

/** What cannot be read or explained matters more than what never fires. */
function codeOf({ alerts, findings }: ExplainResult): ExitCode {
  const verdicts = new Set(alerts.map(({ verdict }) => verdict));
  if (findings.some(({ severity }) => severity === FindingSeverity.ERROR)) {
    return ExitCode.UNUSABLE;
  }
  if (alerts.length === 0) {
    process.stderr.write(`${SUBJECT}: nothing to explain: no GlobalAlert or GlobalAlertTemplate was found\n`);
    return ExitCode.UNUSABLE;
  }
  if (verdicts.has('never') || verdicts.has('refused')) {
    return ExitCode.FOUND;
  }
  return verdicts.has('unknown') ? ExitCode.UNUSABLE : ExitCode.OK;
}
