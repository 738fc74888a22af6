import { type Finding, type Manifest, noticeRule, valueAt, warningRule } from '../../base';
import { type ClusterKind, FELIX_DEFAULT, FlowAggregation, felixExample, felixFieldOf, readFelix } from '../../calico';
import { missingGuards } from '../../kubernetes';

const FIELD = 'flowLogsFlushInterval: 10s';

const UNGUARDED = noticeRule({
  id: 'log-settings/unguarded',
  what: 'A partial FelixConfiguration should have annotations that keep Argo CD and Flux from removing the object, or settings in it.',
  why: 'The object already exists on every cluster, and contains settings of Calico itself. If a tool removes the object, all of them are lost. By default, Flux also removes what was set with kubectl.',
  bad: felixExample(FIELD, { guarded: false }),
  good: felixExample(FIELD),
});
const DENIED_LEVEL = warningRule({
  id: 'log-settings/denied-level',
  what: 'Denied flows should be aggregated to level 3 only on releases with native CRDs.',
  why: 'The API server of older releases was observed to reject level 3, which is not documented.',
  on: '3.22',
  bad: felixExample('flowLogsFileAggregationKindForDenied: 3'),
  good: felixExample('flowLogsFileAggregationKindForDenied: 2'),
});

/** Checks the log settings of a FelixConfiguration. */
export function checkFelixConfiguration(manifest: Manifest, cluster: ClusterKind): Finding[] {
  const { values, findings } = readFelix(manifest);
  const hasSettings = Object.values(values).some((value) => value !== undefined);
  return [
    ...findings,
    ...checkDenied(values.deniedFlows, cluster),
    ...(hasSettings && valueAt(manifest, 'metadata', 'name') === FELIX_DEFAULT ? checkGuards(manifest) : []),
  ];
}

function checkDenied(denied: FlowAggregation | undefined, { release }: ClusterKind): Finding[] {
  if (denied !== FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS || release._features.nativeCrds !== 'never') {
    return [];
  }
  const message = `is a level that the API server of ${release.displayName} was observed to reject; use 2 or less`;
  return [{ ...DENIED_LEVEL, keys: ['spec', felixFieldOf('deniedFlows').name], value: 3, message }];
}

function checkGuards(manifest: Manifest): Finding[] {
  const wanted = missingGuards(manifest);
  const message = `should contain ${wanted}; otherwise Argo CD or Flux may delete the object, or settings in it that others set`;
  return wanted === undefined ? [] : [{ ...UNGUARDED, keys: ['metadata', 'annotations'], message }];
}

/** The rules that this file checks. */
export const FELIX_CONFIGURATION_RULES = [UNGUARDED, DENIED_LEVEL] as const;
