import { alert, type Finding, warningRule } from '../../base';
import { type AlertModel, possibleMatch } from '../../evaluation';
import { indexTypeOf, mappingOf, nestedPathOf } from '../../logs';
import { literalsOf, type QueryNode, walkQuery } from '../../query';

const AUDIT = { dataSet: 'audit', query: `'verb = delete'` };

const NOT_GROUPED = warningRule({
  id: 'global-alert/never-grouped',
  what: 'An alert should not aggregate by fields of nested objects, by analyzed text or by fields that are not indexed.',
  why: 'Elasticsearch cannot group by nested or unindexed fields, and rejects grouping by text, so the alert never fires. Labels, servers and answers are nested.',
  bad: alert({ aggregateBy: '[source_namespace, source_labels.labels]' }),
  good: alert({ aggregateBy: '[source_namespace, source_name_aggr]' }),
});
const NOT_IN_RECORD = warningRule({
  id: 'global-alert/never-grouped-without-field',
  what: 'An alert should aggregate by fields that all its records have.',
  why: 'A record that lacks one of the fields is in no group and never raises an event. For example, audit logs of pods that a ReplicaSet creates have no objectRef.name.',
  bad: alert({
    ...AUDIT,
    query: `'"objectRef.resource" = pods'`,
    aggregateBy: '[objectRef.namespace, objectRef.name]',
  }),
  good: alert({
    ...AUDIT,
    query: `'"objectRef.resource" = pods'`,
    aggregateBy: '[objectRef.namespace, user.username]',
  }),
});

/** Resources whose objects are often created without a name, which the API server then generates. */
const UNNAMED: readonly string[] = ['pods', 'endpointslices', 'tokenreviews', 'subjectaccessreviews'];

/** Resources without a namespace that alerts are written about. */
const CLUSTER_SCOPED: readonly string[] = [
  'clusterrolebindings',
  'clusterroles',
  'customresourcedefinitions',
  'globalalerts',
  'globalnetworkpolicies',
  'globalnetworksets',
  'globalthreatfeeds',
  'hostendpoints',
  'mutatingwebhookconfigurations',
  'nodes',
  'persistentvolumes',
  'storageclasses',
  'tiers',
  'validatingwebhookconfigurations',
];

const REPEATED =
  'is listed twice, and the log store rejects grouping by the same field twice, so every run is expected to fail; remove one of them';

/** Checks that records can be grouped by the fields of aggregateBy, and that they have these fields. */
export function checkGroups(rule: AlertModel): Finding[] {
  const seen = new Set<string>();
  return rule.aggregateBy.flatMap((name, index) => {
    const isRepeated = name !== '' && seen.has(name);
    seen.add(name);
    const finding = { keys: ['spec', 'aggregateBy', index], value: name };
    const impossible = isRepeated ? REPEATED : whyNotGrouped(name, rule);
    if (impossible !== undefined) {
      return [{ ...NOT_GROUPED, ...finding, message: impossible }];
    }
    const missing = whyMissing(name, rule);
    return missing === undefined ? [] : [{ ...NOT_IN_RECORD, ...finding, message: missing }];
  });
}

/** The fields of aggregateBy that the log store does not index, so that no record has them; Calico accepts any name. */
export function unindexedGroups({ aggregateBy, dataSet, release }: AlertModel): readonly string[] {
  const mapping = mappingOf(dataSet, release);
  return mapping === undefined ? [] : aggregateBy.filter((name) => mapping.fieldOf(name).type === 'unmapped');
}

/** Whether no record is in any group, because none has a field of aggregateBy. */
export function hasNoGroups(rule: AlertModel): boolean {
  const { aggregateBy, dataSet, substituted } = rule;
  const isWithoutNamespace =
    dataSet === 'audit' &&
    substituted !== undefined &&
    aggregateBy.includes('objectRef.namespace') &&
    whyWithoutNamespace(substituted) !== undefined;
  const isGrouped = aggregateBy.every((name) => whyNotGrouped(name, rule) === undefined);
  return isWithoutNamespace || !isGrouped || unindexedGroups(rule).length > 0;
}

function whyNotGrouped(name: string, { dataSet, release }: AlertModel): string | undefined {
  const path = nestedPathOf(dataSet, name, release);
  if (path !== undefined) {
    return `is part of ${path}, which the log store keeps as separate, nested objects, so records cannot be grouped by it and the alert never fires; remove it here, and compare it in the query`;
  }
  switch (indexTypeOf(dataSet, name, release)) {
    case 'text':
      return 'is stored as analyzed text, which the log store cannot group by, so every run fails; remove it';
    case 'unmapped':
      return 'is not indexed on this release, so records cannot be grouped by it and the alert never fires; remove it';
    default:
      return undefined;
  }
}

function whyMissing(name: string, { dataSet, substituted }: AlertModel): string | undefined {
  if (dataSet === 'dns' && name.startsWith('client_labels.')) {
    return 'is a label that not every client has: records of clients without it are in no group, so they never raise an event; group by client_namespace and client_name_aggr to cover all clients';
  }
  if (dataSet !== 'audit' || substituted === undefined) {
    return undefined;
  }
  if (name === 'objectRef.name') {
    return whyUnnamed(substituted);
  }
  return name === 'objectRef.namespace' ? whyWithoutNamespace(substituted) : undefined;
}

function whyUnnamed(query: QueryNode): string | undefined {
  const created = (resource: string) =>
    possibleMatch(query, { 'objectRef.resource': resource, verb: 'create' }) !== 'no';
  const resource = UNNAMED.find(created);
  return resource === undefined
    ? undefined
    : `is missing if an object is created without a name, as ${resource === 'pods' ? 'ReplicaSets, DaemonSets and Jobs do with their pods' : `happens with ${resource}`}: such records are in no group, so they never raise an event; group by objectRef.namespace and user.username, or exclude them in the query (verb != create)`;
}

function whyWithoutNamespace(query: QueryNode): string | undefined {
  const named: string[] = [];
  walkQuery(query, (leaf) => {
    if (leaf.key === 'objectRef.resource') {
      named.push(...literalsOf(leaf).map(({ text }) => text));
    }
  });
  const matches = (resource: string) => possibleMatch(query, { 'objectRef.resource': resource }) !== 'no';
  const found = named.filter(matches);
  const only = found.length > 0 && found.every((resource) => CLUSTER_SCOPED.includes(resource)) && !matches('');
  return only
    ? `is missing from every record of ${found.join(' and ')}, which have no namespace: no record is in any group, so the alert never fires; remove it`
    : undefined;
}

/** The rules that this file checks. */
export const GROUP_RULES = [NOT_GROUPED, NOT_IN_RECORD] as const;
