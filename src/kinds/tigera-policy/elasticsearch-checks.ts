import { type Finding, jobsPolicy, podsOf, warningRule } from '../../base';
import { CalicoTopology, type ClusterKind } from '../../calico';
import { couldMatch, type Selector, valuesOf } from '../../query';
import { elasticsearchPath } from '../ad-jobs';
import type { PodSelection } from './calico-policy';

const OLD_GUARDIAN = podsOf('tigera-guardian', 'tigera-guardian');

const PATH = warningRule({
  id: 'tigera-policy/elasticsearch-path',
  what: 'Policies of the AD jobs should allow the path to Elasticsearch on this release and topology.',
  why: 'A managed cluster reaches it through guardian, other clusters through es-gateway, or directly before 3.9.',
  on: '3.12',
  bad: jobsPolicy({
    tier: 'allow-tigera',
    destination: [
      "selector: k8s-app == 'tigera-secure-es-gateway'",
      "namespaceSelector: name == 'tigera-elasticsearch'",
    ],
  }),
  good: jobsPolicy({ tier: 'allow-tigera', destination: OLD_GUARDIAN }),
});

/** An endpoint that the AD jobs use for Elasticsearch, with the label of its pods. */
interface End {
  readonly what: string;
  readonly key: string;
  readonly values: readonly string[];
}

const ENDS: readonly End[] = [
  { what: 'guardian', key: 'k8s-app', values: ['tigera-guardian', 'guardian'] },
  { what: 'es-gateway', key: 'k8s-app', values: ['tigera-secure-es-gateway'] },
  { what: 'Elasticsearch', key: 'elasticsearch.k8s.elastic.co/cluster-name', values: ['tigera-secure'] },
];

const JOBS = { app: 'anomaly-detection' };

/** Checks that a policy between the AD jobs and Elasticsearch matches the path in a cluster of this kind. */
export function checkElasticsearchEnd(selections: readonly PodSelection[], cluster: ClusterKind): Finding[] {
  const { release, topology } = cluster;
  if (release._features.anomalyDetection === 'removed' || !selections.some(isForJobs)) {
    return [];
  }
  const right = rightEnd(cluster);
  const ends = selections.flatMap((selection) =>
    ENDS.filter((end) => isEnd(selection.selector, end)).map((end) => ({ selection, end })),
  );
  if (ends.some(({ end }) => end.what === right)) {
    return [];
  }
  return ends.map(({ selection: { selectorKeys: keys, selectorText: value }, end }) => {
    const message = `selects ${end.what}, but the AD jobs of a ${topology} cluster of ${release.displayName} reach ${right}, so this policy allows the wrong path; use ${elasticsearchPath(cluster).selector}`;
    return { ...PATH, keys, value, message };
  });
}

function rightEnd({ release, topology }: ClusterKind): string {
  if (topology === CalicoTopology.MANAGED) {
    return 'guardian';
  }
  return release._features.elasticsearch === 'es-gateway' ? 'es-gateway' : 'Elasticsearch';
}

/** Whether the pods of the AD jobs are selected. */
export function isForJobs({ selector }: PodSelection): boolean {
  return selector !== undefined && valuesOf(selector, 'app').includes(JOBS.app) && couldMatch(selector, JOBS);
}

function isEnd(selector: Selector | undefined, { key, values }: End): boolean {
  return (
    selector !== undefined &&
    values.some((value) => valuesOf(selector, key).includes(value) && couldMatch(selector, { [key]: value }))
  );
}

/** The rules that this file checks. */
export const ELASTICSEARCH_RULES = [PATH] as const;
