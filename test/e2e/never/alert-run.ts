import { parse } from 'yaml';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { eventsOf, searchRequest } from '../../../src/evaluation';
import { type RuleModel, ruleModel } from '../../../src/kinds/global-alert/rule-model';
import { nestedPathOf } from '../../../src/logs';
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
  const rule = readAlert(manifest, release);
  const answer = await engine.search(indexOf(rule), requestOf(rule));
  if ('refused' in answer) {
    return answer;
  }
  const { condition, threshold } = rule;
  const compared = condition === undefined ? undefined : { comparison: condition, threshold };
  return { events: eventsOf({ ...rule, query: requireQuery(rule) }, compared, answer) };
}

/** What an alert, given as YAML, asks the engine; undefined where its data set is not in it. */
export function askedBy(manifest: string, release: string): object | undefined {
  const rule = readAlert(manifest, release);
  return indexOf(rule) in LOG_INDICES ? requestOf(rule) : undefined;
}

function readAlert(manifest: string, release: string): RuleModel {
  const alert = parse(manifest);
  const { node, problem } = parseQuery(alert.spec.query ?? '');
  if (problem !== undefined) {
    throw new Error(`${alert.spec.query}: ${problem.message}`);
  }
  return ruleModel(alert, node, { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED });
}

function requireQuery({ substituted }: RuleModel) {
  if (substituted === undefined) {
    throw new Error('the alert has no query');
  }
  return substituted;
}

function indexOf({ dataSet, release }: RuleModel): string {
  const old = `${dataSet}-3.22`;
  return release._features.nestedPolicies && old in LOG_INDICES ? old : dataSet;
}

function requestOf(rule: RuleModel): object {
  const { timeField, properties } = LOG_INDICES[indexOf(rule)] ?? { timeField: '', properties: {} };
  const { format } = (properties[timeField] ?? {}) as { format?: string };
  const written = Date.parse(WRITTEN);
  const time = (millis: number) => (format === 'epoch_second' ? millis / 1_000 : new Date(millis).toISOString());
  const window = { field: timeField, after: time(written - 600_000), until: time(written + 1_000) };
  const pathOf = (key: string) => nestedPathOf(rule.dataSet, key, rule.release);
  return searchRequest({ ...rule, query: requireQuery(rule) }, pathOf, window);
}
