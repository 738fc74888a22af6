/** Fields of a spec as YAML, in order; undefined removes one of the usual fields. */
type Fields = Readonly<Record<string, string | undefined>>;

/** A feed of domain names that is right, apart from the given fields. */
export function domainFeed(fields: Fields = {}, name = 'bad-domains'): string {
  return feed({ content: 'DomainNameSet', pull: pull(), ...fields }, name);
}

/** A feed of addresses with a network set, on a cluster whose flow logs have addresses. */
export function addressFeed(fields: Fields = {}): string {
  const networkSet = '{ labels: { feed: bad-addresses } }';
  return `${LESS_AGGREGATED}---\n${feed({ pull: pull(), globalNetworkSet: networkSet, ...fields }, 'bad-addresses')}`;
}

/** A feed of addresses, on a cluster with the default log settings. */
export function plainAddressFeed(): string {
  return feed({ pull: pull() }, 'bad-addresses');
}

/** The same, on a cluster whose flow logs have addresses. */
export function plainAddressFeedWithLogs(): string {
  return `${LESS_AGGREGATED}---\n${plainAddressFeed()}`;
}

/** The field `pull`, with more fields of its HTTP source. */
export function pull(http: string = '', url = 'https://feeds.example.com/list.txt'): string {
  return `{ http: { url: '${url}'${http === '' ? '' : `, ${http}`} } }`;
}

const LESS_AGGREGATED = [
  'apiVersion: projectcalico.org/v3',
  'kind: FelixConfiguration',
  'metadata:',
  '  name: default',
  '  annotations:',
  '    argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true',
  '    kustomize.toolkit.fluxcd.io/prune: disabled',
  '    kustomize.toolkit.fluxcd.io/ssa: Merge',
  'spec:',
  '  flowLogsFileAggregationKindForAllowed: 1',
  '',
].join('\n');

function feed(fields: Fields, name: string): string {
  const lines = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [`  ${field}: ${value}`],
  );
  const head = ['apiVersion: projectcalico.org/v3', 'kind: GlobalThreatFeed', 'metadata:', `  name: ${name}`, 'spec:'];
  return [...head, ...lines, ''].join('\n');
}
