import { optional, struct, TEXT, TEXT_MAP, TEXTS, type ValueType } from '../arguments';

/** Options of a scan of pods. */
export interface PodsScanTargetOptions {
  /** Namespace of the pods, an RFC 1123 label. */
  readonly namespace: string;

  /** Labels that select the pods; at least one. */
  readonly labels: { readonly [key: string]: string };
}

/** Options of a scan of a Service. */
export interface ServiceScanTargetOptions {
  /** Namespace of the Service, an RFC 1123 label. */
  readonly namespace: string;

  /** Name of the Service, an RFC 1123 label. */
  readonly name: string;
}

/** Options of a scan of addresses. */
export interface AddressesScanTargetOptions {
  /**
   * Addresses: at least one, either all IPv4 or all IPv6. Loopback, link-local and metadata addresses are rejected, as are
   * addresses that do not belong to a single host.
   */
  readonly addresses: string[];

  /**
   * Why public addresses may be scanned, including who is responsible for them. The reason is added to the scan as an
   * annotation.
   *
   * @default - public addresses are rejected
   */
  readonly publicAddressesReason?: string;
}

export const PODS_OPTIONS: ValueType<PodsScanTargetOptions> = struct<PodsScanTargetOptions>(
  { name: 'PodsScanTargetOptions' },
  { namespace: TEXT, labels: TEXT_MAP },
);

export const SERVICE_OPTIONS: ValueType<ServiceScanTargetOptions> = struct<ServiceScanTargetOptions>(
  { name: 'ServiceScanTargetOptions' },
  { namespace: TEXT, name: TEXT },
);

export const ADDRESSES_OPTIONS: ValueType<AddressesScanTargetOptions> = struct<AddressesScanTargetOptions>(
  { name: 'AddressesScanTargetOptions' },
  { addresses: TEXTS, publicAddressesReason: optional(TEXT) },
);
