import { parseAllDocuments } from 'yaml';
import { CalicoRelease } from '../../../src/calico';
import { type AlertModel, eventsOf, searchRequest } from '../../../src/evaluation';
import { readAlert } from '../../../src/kinds/global-alert';
import { mappingOf } from '../../../src/logs';
import { parseQuery } from '../../../src/query';
import type { SearchEngine } from '../search-engine';
import { LOG_INDICES } from './log-index';
import { WRITTEN } from './log-rows';

/** What one run of an alert comes to. */
export interface Outcome {
  /** Why the engine refuses the query. */
  readonly refused?: string;
  /** How many events it raises. */
  readonly events?: number;
}

/** Runs an alert, given as YAML, once over all rows of its data set. */
export async function runAlert(engine: SearchEngine, manifest: string, release: string): Promise<Outcome> {
  const rule = ruleOf(manifest, release);
  const answer = await engine.search(indexOf(rule), requestOf(rule));
  if ('refused' in answer) {
    return answer;
  }
  if ('failed' in answer) {
    throw new Error(answer.failed);
  }
  const { condition, threshold } = rule;
  const compared = condition === undefined ? undefined : { comparison: condition, threshold };
  return { events: eventsOf({ ...rule, query: requireQuery(rule) }, compared, answer) };
}

/** What an alert, given as YAML, asks the engine; undefined where its data set is not in it. */
export function askedBy(manifest: string, release: string): object | undefined {
  const rule = ruleOf(manifest, release);
  return indexOf(rule) in LOG_INDICES ? requestOf(rule) : undefined;
}

function ruleOf(manifest: string, release: string): AlertModel {
  // Log settings may be before the alert.
  const alert = parseAllDocuments(manifest).at(-1)?.toJS();
  const { node, problem } = parseQuery(alert.spec.query ?? '');
  if (problem !== undefined) {
    throw new Error(`${alert.spec.query}: ${problem.message}`);
  }
  return readAlert(alert, CalicoRelease.parse(release), node);
}

function requireQuery({ substituted }: AlertModel) {
  if (substituted === undefined) {
    throw new Error('the alert has no query');
  }
  return substituted;
}

function indexOf({ dataSet, release }: AlertModel): string {
  const old = `${dataSet}-3.22`;
  const isNested = mappingOf(dataSet, release)?.nestedPathOf('policies.all_policies') !== undefined;
  return isNested && old in LOG_INDICES ? old : dataSet;
}

function requestOf(rule: AlertModel): object {
  const { timeField, properties } = LOG_INDICES[indexOf(rule)] ?? { timeField: '', properties: {} };
  const { format } = (properties[timeField] ?? {}) as { format?: string };
  const written = Date.parse(WRITTEN);
  const time = (millis: number) => (format === 'epoch_second' ? millis / 1_000 : new Date(millis).toISOString());
  const window = { field: timeField, after: time(written - 600_000), until: time(written + 1_000) };
  const paths = mappingOf(rule.dataSet, rule.release) ?? { nestedPathOf: () => undefined };
  return searchRequest({ ...rule, query: requireQuery(rule) }, paths, window);
}
