import type { LogSettings } from '../../calico';
import { DataSet } from '../../logs';
import { flowTraces } from './flow-traces';
import { lookupTraces } from './lookup-traces';
import { type ProbeAction, ProbeActionKind } from './probe-action';
import type { ProbeFacts, Trace } from './trace';

/** What a probe leaves in the logs, and what it may leave. */
export function tracesOf(facts: ProbeFacts, settings: LogSettings): Trace[] {
  return [...lookupTraces(facts, settings), ...flowTraces(facts, settings)];
}

/** The data sets in which a probe may leave records of which nothing is known: a cluster need not collect L7 logs. */
export function possibleDataSets({ kind }: ProbeAction): DataSet[] {
  return [ProbeActionKind.REQUEST, ProbeActionKind.CONNECT].includes(kind) ? [DataSet.L7] : [];
}
