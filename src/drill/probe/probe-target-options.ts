import { FLAG, NUMBER, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';

/** A Service that a probe connects to. */
export interface ServiceProbeTargetOptions {
  /** Namespace of the Service, an RFC 1123 label. */
  readonly namespace: string;

  /** Name of the Service, an RFC 1123 label. */
  readonly name: string;

  /**
   * The port of the Service, from 1 to 65535. Pings have no port.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * The port of the pods, from 1 to 65535, which is the one in flow logs.
   *
   * @default - the port of the Service
   */
  readonly podPort?: number;

  /**
   * Labels of the pods, which are compared with policies and alerts.
   *
   * @default - not known
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * The beginning of the names of its pods, such as the name of their Deployment. It is compared with alerts about
   * `dest_name_aggr`. An RFC 1123 label.
   *
   * @default - not known
   */
  readonly podNamePrefix?: string;

  /**
   * Whether the Service is headless, so its name stands for the addresses of its pods. Only these answer pings.
   *
   * @default false
   */
  readonly headless?: boolean;
}

/** A host that a probe connects to. */
export interface HostProbeTargetOptions {
  /** The domain name, with at least one dot. */
  readonly name: string;

  /**
   * The port, from 1 to 65535. Pings have no port.
   *
   * @default 80
   */
  readonly port?: number;
}

/** An address that a probe connects to. */
export interface AddressProbeTargetOptions {
  /** The address, IPv4 or IPv6. Loopback, link-local and metadata addresses are rejected. */
  readonly address: string;

  /**
   * The port, from 1 to 65535. Pings have no port.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * Why a public address may be probed. The reason is added to the probe as an annotation.
   *
   * @default - public addresses are rejected
   */
  readonly publicAddressReason?: string;
}

export const SERVICE_OPTIONS: ValueType<ServiceProbeTargetOptions> = struct<ServiceProbeTargetOptions>(
  { name: 'ServiceProbeTargetOptions' },
  {
    namespace: TEXT,
    name: TEXT,
    port: optional(NUMBER),
    podPort: optional(NUMBER),
    podLabels: optional(TEXT_MAP),
    podNamePrefix: optional(TEXT),
    headless: optional(FLAG),
  },
);

export const HOST_OPTIONS: ValueType<HostProbeTargetOptions> = struct<HostProbeTargetOptions>(
  { name: 'HostProbeTargetOptions' },
  { name: TEXT, port: optional(NUMBER) },
);

export const ADDRESS_OPTIONS: ValueType<AddressProbeTargetOptions> = struct<AddressProbeTargetOptions>(
  { name: 'AddressProbeTargetOptions' },
  { address: TEXT, port: optional(NUMBER), publicAddressReason: optional(TEXT) },
);
