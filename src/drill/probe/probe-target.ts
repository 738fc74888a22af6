import { checkProps, instance, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem } from '../../kubernetes';
import { addressProblem, isPublic } from '../address';
import { hostNameProblem, isReadAsAddress } from './host-name';
import {
  ADDRESS_OPTIONS,
  type AddressProbeTargetOptions,
  HOST_OPTIONS,
  type HostProbeTargetOptions,
  SERVICE_OPTIONS,
  type ServiceProbeTargetOptions,
} from './probe-target-options';

const SERVICE = errorRule({
  id: 'probe/target-service',
  form: 'program',
  what: 'The Service of a probe must have a valid name and namespace, and its pods valid labels.',
  why: 'The name and the namespace become a DNS name, and the labels are compared with policies and alerts.',
  bad: "ProbeTarget.service({ namespace: 'My Shop', name: 'web' });",
  good: "ProbeTarget.service({ namespace: 'shop', name: 'web' });",
});
const HOST = errorRule({
  id: 'probe/target-host',
  form: 'program',
  what: 'The host of a probe must be a domain name with at least one dot, and not an IPv4 address in any form.',
  why: 'A name without a dot refers to a Service of the namespace, or to nothing. Addresses and Services have factories of their own.',
  bad: "ProbeTarget.host({ name: 'web' });",
  good: "ProbeTarget.host({ name: 'www.example.com' });",
});
const ADDRESS = errorRule({
  id: 'probe/target-address',
  form: 'program',
  what: 'The address of a probe must be a valid address of another host.',
  why: 'Alerts are not about connections of a pod to itself, to its node, or to the metadata service of its cloud.',
  bad: "ProbeTarget.address({ address: '127.0.0.1' });",
  good: "ProbeTarget.address({ address: '10.0.0.30' });",
});
const PUBLIC_ADDRESS = errorRule({
  id: 'probe/target-public',
  form: 'program',
  what: 'A public address must only be probed for a stated reason.',
  why: 'The owner of the address may see the connections as an attack.',
  bad: "ProbeTarget.address({ address: '8.8.8.8' });",
  good: "ProbeTarget.address({ address: '8.8.8.8', publicAddressReason: 'our own server' });",
});
const PORT = errorRule({
  id: 'probe/target-port',
  form: 'program',
  what: 'The ports of a probe must be whole numbers from 1 to 65535.',
  why: 'There are no other ports to connect to.',
  bad: "ProbeTarget.service({ namespace: 'shop', name: 'web', port: 0 });",
  good: "ProbeTarget.service({ namespace: 'shop', name: 'web', port: 8080 });",
});

/** The kinds of targets of a probe. */
export enum ProbeTargetKind {
  /** A Service of the cluster. */
  SERVICE = 'service',
  /** A host, by its domain name. */
  HOST = 'host',
  /** An IP address. */
  ADDRESS = 'address',
}

/** What a probe connects to. */
export class ProbeTarget {
  /**
   * A Service of the cluster.
   *
   * @param options namespace, name, ports, and what is known of its pods
   * @throws when a name, a label or a port is malformed
   */
  public static service(options: ServiceProbeTargetOptions): ProbeTarget {
    checkProps('ProbeTarget', options, SERVICE_OPTIONS);
    report('ProbeTarget', [
      ...checkService(options),
      ...checkPort('port', options.port),
      ...checkPort('podPort', options.podPort),
    ]);
    const {
      namespace,
      name,
      port = DEFAULT_PORT,
      podPort = port,
      podLabels,
      podNamePrefix,
      headless = false,
    } = options;
    const host = `${name}.${namespace}.svc`;
    const facts = { host, port, namespace, podPort, podLabels: podLabels && { ...podLabels }, podNamePrefix, headless };
    return new ProbeTarget(ProbeTargetKind.SERVICE, facts);
  }

  /**
   * A host, usually outside of the cluster.
   *
   * @param options domain name and port
   * @throws when the name or the port is malformed
   */
  public static host(options: HostProbeTargetOptions): ProbeTarget {
    checkProps('ProbeTarget', options, HOST_OPTIONS);
    const { name, port = DEFAULT_PORT } = options;
    const problem = hostNameProblem(name) ?? hostProblem(name);
    const findings = problem === undefined ? [] : [{ ...HOST, keys: ['name'], value: name, message: problem }];
    report('ProbeTarget', [...findings, ...checkPort('port', port)]);
    return new ProbeTarget(ProbeTargetKind.HOST, { host: name, port, podPort: port });
  }

  /**
   * An IP address.
   *
   * @param options address and port
   * @throws when the address must not be probed, or the port is malformed
   */
  public static address(options: AddressProbeTargetOptions): ProbeTarget {
    checkProps('ProbeTarget', options, ADDRESS_OPTIONS);
    report('ProbeTarget', [...checkAddress(options), ...checkPort('port', options.port)]);
    const { address, port = DEFAULT_PORT, publicAddressReason } = options;
    return new ProbeTarget(ProbeTargetKind.ADDRESS, { host: address, port, podPort: port, publicAddressReason });
  }

  /** The host to connect to: a DNS name or an address. */
  public readonly hostName: string;

  /** The port to connect to. */
  public readonly port: number;

  /** The port in flow logs. */
  public readonly podPort: number;

  /** Namespace of a Service. */
  public readonly namespace?: string;

  /** Labels of the pods of a Service, if they are known. */
  public readonly podLabels?: { readonly [key: string]: string };

  /** What the names of the pods of a Service begin with, if it is known. */
  public readonly podNamePrefix?: string;

  /** Whether a Service is headless. */
  public readonly headless: boolean;

  /** Why a public address may be probed. */
  public readonly publicAddressReason?: string;

  private constructor(
    /** The kind of target. */
    public readonly kind: ProbeTargetKind,
    facts: TargetFacts,
  ) {
    this.hostName = facts.host;
    this.port = facts.port;
    this.podPort = facts.podPort;
    this.namespace = facts.namespace;
    this.podLabels = facts.podLabels && Object.freeze(facts.podLabels);
    this.podNamePrefix = facts.podNamePrefix;
    this.headless = facts.headless ?? false;
    this.publicAddressReason = facts.publicAddressReason;
    // In JavaScript, a field could be changed after it was checked, and it becomes part of a command.
    Object.freeze(this);
  }
}

interface TargetFacts {
  readonly host: string;
  readonly port: number;
  readonly podPort: number;
  readonly namespace?: string;
  readonly podLabels?: { readonly [key: string]: string } | undefined;
  readonly podNamePrefix?: string | undefined;
  readonly headless?: boolean;
  readonly publicAddressReason?: string | undefined;
}

const DEFAULT_PORT = 80;

/** An address given as a host would not be checked as one. */
function hostProblem(name: string): string | undefined {
  if (isReadAsAddress(name)) {
    return 'is read as an IPv4 address; use ProbeTarget.address';
  }
  return name.includes('.') ? undefined : 'must have at least one dot; for a Service, use ProbeTarget.service';
}

export const PROBE_TARGET: ValueType<ProbeTarget> = instance(
  'ProbeTarget',
  () => ProbeTarget,
  ', created with ProbeTarget.service, ProbeTarget.host or ProbeTarget.address',
);

function checkService({ namespace, name, podLabels = {}, podNamePrefix }: ServiceProbeTargetOptions): Finding[] {
  const words = podNamePrefix === undefined ? { namespace, name } : { namespace, name, podNamePrefix };
  const names = Object.entries(words).flatMap(([key, value]) => {
    const message = dnsLabelProblem(value);
    return message === undefined ? [] : [{ ...SERVICE, keys: [key], value, message }];
  });
  const labels = Object.entries(podLabels).flatMap(([key, value]) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(value);
    return message === undefined ? [] : [{ ...SERVICE, keys: ['podLabels', key], value, message }];
  });
  return [...names, ...labels];
}

function checkAddress({ address, publicAddressReason }: AddressProbeTargetOptions): Finding[] {
  const problem = addressProblem(address);
  if (problem !== undefined) {
    return [{ ...ADDRESS, keys: ['address'], value: address, message: problem }];
  }
  const message = 'is a public address: state why it may be probed in publicAddressReason';
  return isPublic(address) && (publicAddressReason ?? '').trim() === ''
    ? [{ ...PUBLIC_ADDRESS, keys: ['address'], value: address, message }]
    : [];
}

function checkPort(prop: string, port: number | undefined): Finding[] {
  return port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [{ ...PORT, keys: [prop], value: port, message: 'must be a whole number from 1 to 65535' }];
}

/** The rules that this file checks. */
export const PROBE_TARGET_RULES = [SERVICE, HOST, ADDRESS, PUBLIC_ADDRESS, PORT] as const;
