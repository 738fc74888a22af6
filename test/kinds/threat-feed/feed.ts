import { fieldPath, type Manifest } from '../../../src/base';
import { CalicoCluster, CalicoRelease, CalicoTopology, FlowAggregation, LogSettings } from '../../../src/calico';
import { checkThreatFeed } from '../../../src/kinds/threat-feed';

export const URL = 'https://feeds.example.com/list.txt';

/** A cluster whose logs of allowed flows have the addresses that feeds are about. */
export function clusterOfFeeds(release = '3.24'): CalicoCluster {
  const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
  return CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse(release), logs });
}

/** A feed of domain names that is right, with other fields in its spec. */
export function feed(spec: object = {}, metadata: object = { name: 'bad' }): Manifest {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalThreatFeed',
    metadata,
    spec: { content: 'DomainNameSet', pull: { http: { url: URL } }, ...spec },
  };
}

/** The same, with other fields in its HTTP source. */
export function pulled(http: object): Manifest {
  return feed({ pull: { http: { url: URL, ...http } } });
}

/** The same, with one header. */
export function withHeader(fields: object): Manifest {
  return pulled({ headers: [{ name: 'Accept-Version', ...fields }] });
}

/** The same, with a URL. */
export function withUrl(url: string): Manifest {
  return pulled({ url });
}

/** The findings as lint prints them, without their place in the file. */
export function findingsIn(manifest: Manifest, release = '3.24'): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return checkThreatFeed(manifest, cluster).map(({ severity, keys, valueOffset, message, rule }) => {
    const column = valueOffset === undefined ? '' : `column ${valueOffset + 1}: `;
    return `${severity} ${fieldPath(keys)}: ${column}${message} [${rule}]`;
  });
}

/** The IDs of the rules, each once. */
export function rulesIn(manifest: Manifest, release?: string): string[] {
  return [...new Set(findingsIn(manifest, release).map((text) => text.slice(text.lastIndexOf('[') + 1, -1)))];
}
