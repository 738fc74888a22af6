import { checkProps, instance, optional, struct, TEXT_MAP, type ValueType } from '../../arguments';

/** The kinds of entries that a threat feed can have. */
export enum ThreatFeedContentKind {
  /** IP addresses and CIDRs. */
  ADDRESSES = 'IPSet',
  /** Domain names. */
  DOMAINS = 'DomainNameSet',
}

/** Options of a feed of addresses. */
export interface ThreatFeedAddressesOptions {
  /**
   * Labels of the GlobalNetworkSet that Calico creates for the addresses, by which policies select it.
   *
   * @default - no network set, so policies cannot block the addresses
   */
  readonly networkSetLabels?: { readonly [key: string]: string };
}

/**
 * What the list of a threat feed contains. Only addresses can have a network set, which policies can block.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalthreatfeed
 */
export class ThreatFeedContent {
  /**
   * IP addresses and CIDRs, with or without a network set.
   *
   * @param options the labels of the network set
   */
  public static addresses(options: ThreatFeedAddressesOptions = {}): ThreatFeedContent {
    checkProps('ThreatFeedContent', options, ADDRESSES_OPTIONS);
    return new ThreatFeedContent(ThreatFeedContentKind.ADDRESSES, options.networkSetLabels);
  }

  /** Domain names. Each is compared exactly: no wildcards, no parent domains. Policies cannot block them. */
  public static domains(): ThreatFeedContent {
    return new ThreatFeedContent(ThreatFeedContentKind.DOMAINS);
  }

  private constructor(
    /** The kind of the entries. */
    public readonly kind: ThreatFeedContentKind,
    /** Labels of the network set; undefined if there is none. */
    public readonly networkSetLabels?: { readonly [key: string]: string },
  ) {}
}

export const THREAT_FEED_CONTENT: ValueType<ThreatFeedContent> = instance(
  'ThreatFeedContent',
  () => ThreatFeedContent,
  ', such as ThreatFeedContent.domains()',
);

const ADDRESSES_OPTIONS: ValueType<ThreatFeedAddressesOptions> = struct<ThreatFeedAddressesOptions>(
  { name: 'ThreatFeedAddressesOptions' },
  { networkSetLabels: optional(TEXT_MAP) },
);
