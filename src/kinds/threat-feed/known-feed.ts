import { instance, type ValueType } from '../../arguments';

/**
 * A public list of addresses that the documentation of Calico uses. The lists belong to their providers. This library
 * guarantees neither their content nor their availability; read the terms of a provider before you use its list.
 */
export class KnownFeed {
  /** Servers that control botnets, by abuse.ch. */
  public static readonly FEODO = new KnownFeed(
    'feodo',
    'https://feodotracker.abuse.ch/downloads/ipblocklist.txt',
    'https://docs.tigera.io/calico-enterprise/latest/threat/suspicious-ips',
    { 'threat-feed': 'feodo' },
  );

  /** Exit nodes of the Tor network, by the Tor Project. */
  public static readonly TOR_EXITS = new KnownFeed(
    'tor-bulk-exit-list',
    'https://check.torproject.org/cgi-bin/TorBulkExitList.py?ip=1.1.1.1',
    'the manifest threatdef/tor-exit-feed.yaml of the documentation of Calico',
    { feed: 'tor' },
  );

  private constructor(
    /** The name of the feed. */
    public readonly feedName: string,
    /** The URL of the list, which has one address in each line. */
    public readonly url: string,
    /** Where the documentation of Calico has the URL. */
    public readonly source: string,
    /** The labels of the network set in the documentation of Calico. */
    public readonly networkSetLabels: { readonly [key: string]: string },
  ) {}
}

export const KNOWN_FEED: ValueType<KnownFeed> = instance('KnownFeed', () => KnownFeed, ', such as KnownFeed.FEODO');
