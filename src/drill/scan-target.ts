import { isIPv6 } from 'node:net';
import { checkProps, instance, type ValueType } from '../arguments';
import { errorRule, type Finding, report } from '../base';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem } from '../kubernetes';
import { addressProblem, isPublic } from './address';
import {
  ADDRESSES_OPTIONS,
  type AddressesScanTargetOptions,
  PODS_OPTIONS,
  type PodsScanTargetOptions,
  SERVICE_OPTIONS,
  type ServiceScanTargetOptions,
} from './scan-target-options';

const NAMESPACE = errorRule({
  id: 'scanner/target-namespace',
  form: 'program',
  what: 'The namespace of a target must be an RFC 1123 label.',
  why: 'No namespace can have any other name.',
  bad: "ScanTarget.service({ namespace: 'My Shop', name: 'web' });",
  good: "ScanTarget.service({ namespace: 'shop', name: 'web' });",
});
const LABELS = errorRule({
  id: 'scanner/target-labels',
  form: 'program',
  what: 'Pods to scan must be selected by at least one valid label.',
  why: 'Without a label, every pod in the namespace would be scanned.',
  bad: "ScanTarget.pods({ namespace: 'shop', labels: {} });",
  good: "ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } });",
});
const SERVICE = errorRule({
  id: 'scanner/target-service',
  form: 'program',
  what: 'The name of a Service to scan must be an RFC 1123 label.',
  why: 'No Service can have any other name.',
  bad: "ScanTarget.service({ namespace: 'shop', name: 'My Web' });",
  good: "ScanTarget.service({ namespace: 'shop', name: 'web' });",
});
const ADDRESS = errorRule({
  id: 'scanner/target-address',
  form: 'program',
  what: 'Addresses to scan must be valid, and either all IPv4 or all IPv6.',
  why: 'A single run of nmap scans either IPv4 or IPv6.',
  bad: "ScanTarget.addresses({ addresses: ['10.0.0.300'] });",
  good: "ScanTarget.addresses({ addresses: ['10.0.0.30'] });",
});
const PUBLIC_ADDRESS = errorRule({
  id: 'scanner/target-public',
  form: 'program',
  what: 'A public address must only be scanned with the consent of its owner.',
  why: "A port scan of somebody else's systems can be a criminal offense.",
  bad: "ScanTarget.addresses({ addresses: ['8.8.8.8'] });",
  good: "const publicAddressesReason = 'ours, agreed with the network team';\nScanTarget.addresses({ addresses: ['8.8.8.8'], publicAddressesReason });",
});

/** The kinds of targets. */
export enum ScanTargetKind {
  /** Pods of one namespace, selected by labels. */
  PODS = 'pods',
  /** A Service, by its name. */
  SERVICE = 'service',
  /** IP addresses. */
  ADDRESSES = 'addresses',
}

/** The target of a scan. */
export class ScanTarget {
  /**
   * Pods of one namespace, selected by labels. A scan in a Job finds all of them through a headless Service that the
   * scanner adds; a manual scan uses the first pod.
   *
   * @param options namespace and labels
   * @throws when the namespace or a label is malformed, or there is no label
   */
  public static pods(options: PodsScanTargetOptions): ScanTarget {
    checkProps('ScanTarget', options, PODS_OPTIONS);
    report('ScanTarget', [...checkNamespace(options.namespace), ...checkLabels(options.labels)]);
    return new ScanTarget(ScanTargetKind.PODS, { namespace: options.namespace, labels: { ...options.labels } });
  }

  /**
   * Pods of which an alert notices every connection.
   *
   * @internal
   */
  public static _watched({ namespace, labels }: PodsScanTargetOptions, alertName: string): ScanTarget {
    return new ScanTarget(ScanTargetKind.PODS, { namespace, labels: { ...labels } }, alertName);
  }

  /**
   * A Service, by its name. The scan probes the cluster IP of the Service, or the pods of a headless Service.
   *
   * @param options namespace and name
   * @throws when the namespace or the name is malformed
   */
  public static service(options: ServiceScanTargetOptions): ScanTarget {
    checkProps('ScanTarget', options, SERVICE_OPTIONS);
    const message = dnsLabelProblem(options.name);
    const problem = message === undefined ? [] : [{ ...SERVICE, keys: ['name'], value: options.name, message }];
    report('ScanTarget', [...checkNamespace(options.namespace), ...problem]);
    return new ScanTarget(ScanTargetKind.SERVICE, { namespace: options.namespace, serviceName: options.name });
  }

  /**
   * IP addresses.
   *
   * @param options the addresses
   * @throws when the list is empty, or an address must not be scanned
   */
  public static addresses(options: AddressesScanTargetOptions): ScanTarget {
    checkProps('ScanTarget', options, ADDRESSES_OPTIONS);
    report('ScanTarget', checkAddresses(options));
    return new ScanTarget(ScanTargetKind.ADDRESSES, {
      addresses: [...new Set(options.addresses)],
      publicAddressesReason: options.publicAddressesReason,
    });
  }

  /** Namespace of pods or Service. */
  public readonly namespace?: string;

  /** Labels that select the pods. */
  public readonly labels?: { readonly [key: string]: string };

  /** Name of the Service. */
  public readonly serviceName?: string;

  /** The addresses. */
  public readonly addressList?: string[];

  /** Why public addresses may be scanned. */
  public readonly publicAddressesReason?: string;

  private constructor(
    /** The kinds of targets. */
    public readonly kind: ScanTargetKind,
    facts: TargetFacts,
    /** @internal */
    public readonly _alertName?: string,
  ) {
    this.namespace = facts.namespace;
    this.labels = facts.labels;
    this.serviceName = facts.serviceName;
    this.addressList = facts.addresses;
    this.publicAddressesReason = facts.publicAddressesReason;
  }
}

export const SCAN_TARGET: ValueType<ScanTarget> = instance(
  'ScanTarget',
  () => ScanTarget,
  ', created with ScanTarget.pods, ScanTarget.service or ScanTarget.addresses',
);

interface TargetFacts {
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly serviceName?: string;
  readonly addresses?: string[];
  readonly publicAddressesReason?: string;
}

function checkNamespace(namespace: string): Finding[] {
  const message = dnsLabelProblem(namespace);
  return message === undefined ? [] : [{ ...NAMESPACE, keys: ['namespace'], value: namespace, message }];
}

function checkLabels(labels: Readonly<Record<string, string>>): Finding[] {
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    return [
      {
        ...LABELS,
        keys: ['labels'],
        value: labels,
        message: 'must contain at least one label; otherwise every pod would be scanned',
      },
    ];
  }
  return entries.flatMap(([key, value]) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(value);
    return message === undefined ? [] : [{ ...LABELS, keys: ['labels', key], value, message }];
  });
}

function checkAddresses({ addresses, publicAddressesReason }: AddressesScanTargetOptions): Finding[] {
  if (addresses.length === 0) {
    return [{ ...ADDRESS, keys: ['addresses'], value: addresses, message: 'must contain at least one address' }];
  }
  if (new Set(addresses.filter((address) => addressProblem(address) === undefined).map(isIPv6)).size > 1) {
    const message = 'must be either all IPv4 or all IPv6, because nmap scans one of them at a time';
    return [{ ...ADDRESS, keys: ['addresses'], value: addresses, message }];
  }
  const allowed = publicAddressesReason !== undefined && publicAddressesReason.trim() !== '';
  return addresses.flatMap((value, index) => {
    const keys = ['addresses', index];
    const problem = addressProblem(value);
    if (problem !== undefined) {
      return [{ ...ADDRESS, keys, value, message: problem }];
    }
    const message =
      'is a public address: scan it only with the consent of its owner, and state that in publicAddressesReason';
    return isPublic(value) && !allowed ? [{ ...PUBLIC_ADDRESS, keys, value, message }] : [];
  });
}

/** The rules that this file checks. */
export const SCAN_TARGET_RULES = [NAMESPACE, LABELS, SERVICE, ADDRESS, PUBLIC_ADDRESS] as const;
