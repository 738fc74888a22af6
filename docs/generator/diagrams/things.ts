import { Detector } from '../../../src/alerts';
import { type Manifest, valueAt } from '../../../src/manifest';
import type { BoxRole } from './figure';

/** An object of the module, or something that it refers to and does not make. */
export interface Thing {
  readonly id: string;
  readonly role: BoxRole;
  readonly kind: string;
  readonly name: string;
  /** Undefined for what belongs to the cluster as a whole. */
  readonly namespace?: string;
  readonly made: boolean;
  readonly details: readonly string[];
  /** Labels of its pods, if it runs any. */
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly manifest?: Manifest;
}

const NO_BREAK = '\u00a0';

const ROLES: Readonly<Record<string, BoxRole>> = {
  GlobalAlert: 'alert',
  NetworkPolicy: 'policy',
  Deployment: 'workload',
  Pod: 'workload',
  Service: 'workload',
  Namespace: 'group',
};

/**
 * The object as a figure shows it.
 *
 * @throws on a kind of object that the figures have not met yet
 */
export function thingOf(manifest: Manifest): Thing {
  const kind = String(manifest.kind);
  const name = text(manifest, 'metadata', 'name');
  const namespace = valueAt(manifest, 'metadata', 'namespace');
  const role = ROLES[kind];
  if (role === undefined) {
    throw new Error(`no figure shows objects of kind ${kind} yet`);
  }
  return {
    id: objectId(manifest),
    role,
    kind,
    name,
    namespace: namespace === undefined ? undefined : String(namespace),
    made: true,
    details: detailsOf(manifest),
    podLabels: podLabels(manifest),
    manifest,
  };
}

/** What an object is called in a figure: `Kind/name`, or `Kind/namespace/name`. */
export function objectId(manifest: Manifest): string {
  const { kind, metadata } = manifest;
  return [kind, valueAt(metadata, 'namespace'), valueAt(metadata, 'name')]
    .filter((part) => part !== undefined)
    .join('/');
}

/** The data set that an alert reads: that of its rule, or that of its detector. */
export function dataSetOf(alert: Manifest): string {
  const detector = valueAt(alert, 'spec', 'detector', 'name');
  return detector === undefined ? text(alert, 'spec', 'dataSet') : Detector.of(String(detector)).dataSet;
}

/** The rules of a network policy of Calico in one direction. */
export function rulesOf(policy: Manifest, direction: 'ingress' | 'egress'): unknown[] {
  const rules = valueAt(policy, 'spec', direction);
  return Array.isArray(rules) ? rules : [];
}

/** Protocol and ports of a rule, such as `TCP 8080`. */
export function portsOf(rule: unknown): string {
  return [valueAt(rule, 'protocol'), ...list(valueAt(rule, 'destination', 'ports'))].join(' ');
}

export function text(manifest: unknown, ...path: readonly (string | number)[]): string {
  return String(valueAt(manifest, ...path));
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function podLabels(manifest: Manifest): Readonly<Record<string, string>> | undefined {
  const labels =
    manifest.kind === 'Pod'
      ? valueAt(manifest, 'metadata', 'labels')
      : valueAt(manifest, 'spec', 'template', 'metadata', 'labels');
  return labels as Readonly<Record<string, string>> | undefined;
}

function detailsOf(manifest: Manifest): string[] {
  switch (manifest.kind) {
    case 'GlobalAlert':
      return fields(manifest, 'type', 'detector', 'query', 'metric', 'condition', 'threshold', 'period', 'lookback');
    case 'NetworkPolicy':
      return [
        ...fields(manifest, 'tier'),
        ...list(valueAt(manifest, 'spec', 'types')).map((type) => directionOf(manifest, String(type))),
      ];
    case 'Deployment':
      return [pairs(podLabels(manifest)), ...containerDetails(valueAt(manifest, 'spec', 'template', 'spec'))];
    case 'Pod':
      return [pairs(podLabels(manifest)), ...containerDetails(manifest.spec)];
    case 'Service':
      return [`selector ${pairs(valueAt(manifest, 'spec', 'selector'))}`];
    case 'Namespace':
      return [pairs(valueAt(manifest, 'metadata', 'labels'))];
    default:
      return [];
  }
}

function fields(manifest: Manifest, ...names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = valueAt(manifest, 'spec', name);
    return value === undefined ? [] : [`${name}: ${valueAt(value, 'name') ?? value}`];
  });
}

function directionOf(policy: Manifest, type: string): string {
  const rules = rulesOf(policy, type === 'Ingress' ? 'ingress' : 'egress');
  return `${type.toLowerCase()}: ${rules.map((rule) => portsOf(rule).replaceAll(' ', NO_BREAK)).join(', ') || 'none'}`;
}

/** The image without its registry, and what the AD jobs are told about port scans. */
function containerDetails(pod: unknown): string[] {
  const container = valueAt(pod, 'containers', 0);
  const scans = list(valueAt(container, 'env')).filter((variable) => /port_?scan/i.test(text(variable, 'name')));
  return [
    `image ${text(container, 'image').replace(/^.*\//, '')}`,
    ...scans.map((variable) => `${text(variable, 'name')}: ${text(variable, 'value')}`),
  ];
}

function pairs(labels: unknown): string {
  return Object.entries((labels ?? {}) as Readonly<Record<string, string>>)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
