import { type Manifest, valueAt } from '../../../src/base';
import { matches, parseSelector, type Selector } from '../../../src/query';

type Labels = Readonly<Record<string, string>>;

/** An object of the module, or something that it refers to. */
export interface Thing {
  readonly id: string;
  /** Class of its box. */
  readonly role: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** Whether the module creates it. */
  readonly made: boolean;
  readonly details: readonly string[];
  readonly podLabels?: Labels;
  readonly manifest?: Manifest;
}

const ROLES: Readonly<Record<string, string>> = {
  GlobalAlert: 'alert',
  NetworkPolicy: 'policy',
  Deployment: 'workload',
  Pod: 'workload',
  Service: 'workload',
  Namespace: 'group',
};

/** @throws on a kind that no picture has shown yet */
export function thingOf(manifest: Manifest): Thing {
  const kind = String(manifest.kind);
  const role = ROLES[kind];
  if (role === undefined) {
    throw new Error(`the pictures cannot show objects of kind ${kind} yet`);
  }
  const { name, namespace } = manifest.metadata as { name: string; namespace?: string };
  const podLabels = valueAt(podOf(manifest), 'metadata', 'labels') as Labels | undefined;
  return {
    ...{ id: objectId(manifest), role, kind, name, namespace },
    made: true,
    details: detailsOf(manifest),
    podLabels,
    manifest,
  };
}

/** `Kind/name` or `Kind/namespace/name`. */
export function objectId({ kind, metadata }: Manifest): string {
  return [kind, valueAt(metadata, 'namespace'), valueAt(metadata, 'name')].filter(Boolean).join('/');
}

/** A Pod, or the template of a Deployment. */
export function podOf(manifest: Manifest | undefined): unknown {
  return manifest?.kind === 'Pod' ? manifest : valueAt(manifest, 'spec', 'template');
}

/** Pods that policies allow traffic to and that the module does not create, such as guardian's. */
export function peersOf(things: readonly Thing[]): Thing[] {
  const destinations = things
    .flatMap(({ manifest }) => rulesOf(manifest, 'egress'))
    .map((rule) => valueAt(rule, 'destination'));
  return destinations.map((destination) => {
    const selector = text(destination, 'selector');
    const podLabels = demanded(parseSelector(selector));
    const [namespace] = Object.values(demanded(parseSelector(text(destination, 'namespaceSelector'))));
    const name = Object.entries(podLabels)
      .map(([key, value]) => (key.includes('/') ? `${key.replace(/.*\//, '')}=${value}` : value))
      .join(', ');
    const id = `Pods/${namespace}/${selector}`;
    return { ...{ id, role: 'workload', kind: 'Pods', name, namespace }, made: false, details: [selector], podLabels };
  });
}

/** The labels of everything that is selected. */
function demanded(selector: Selector | undefined): Labels {
  const operands = selector?.kind === 'and' ? selector.operands.map(demanded) : [];
  return Object.assign(selector?.kind === '==' ? { [selector.key]: selector.value } : {}, ...operands);
}

export function selected(selector: unknown, labels: Labels | undefined): boolean {
  const parsed = parseSelector(String(selector));
  return labels !== undefined && parsed !== undefined && matches(parsed, labels);
}

export function rulesOf(policy: unknown, direction: string): unknown[] {
  return list(valueAt(policy, 'spec', direction.toLowerCase()));
}

/** Protocol and ports of a rule, such as `TCP 8080`. */
export function portsOf(rule: unknown): string {
  return [valueAt(rule, 'protocol'), ...list(valueAt(rule, 'destination', 'ports'))].join(' ');
}

export function text(data: unknown, ...path: readonly (string | number)[]): string {
  return String(valueAt(data, ...path));
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const FIELDS = ['type', 'detector', 'query', 'metric', 'condition', 'threshold', 'period', 'lookback', 'tier'];

function detailsOf(manifest: Manifest): string[] {
  const { kind, metadata, spec } = manifest;
  const pod = podOf(manifest);
  const container = valueAt(pod, 'spec', 'containers', 0);
  const image = valueAt(container, 'image');
  const scans = list(valueAt(container, 'env')).filter((variable) => /port_?scan/i.test(text(variable, 'name')));
  const labels = kind === 'Namespace' ? valueAt(metadata, 'labels') : valueAt(pod, 'metadata', 'labels');
  const directions = list(valueAt(spec, 'types')).map((type) => {
    const ports = rulesOf(manifest, String(type)).map((rule) => portsOf(rule).replaceAll(' ', '\u00a0'));
    return `${String(type).toLowerCase()}: ${ports.join(', ') || 'none'}`;
  });
  return [
    kind === 'Service' ? `selector ${pairs(valueAt(spec, 'selector'))}` : pairs(labels),
    image === undefined ? '' : `image ${String(image).replace(/^.*\//, '')}`,
    ...scans.map((variable) => `${text(variable, 'name')}: ${text(variable, 'value')}`),
    ...FIELDS.map((field) => [field, valueAt(spec, field)] as const).map(([field, value]) =>
      value === undefined ? '' : `${field}: ${valueAt(value, 'name') ?? value}`,
    ),
    ...directions,
  ].filter((detail) => detail !== '');
}

function pairs(labels: unknown): string {
  return Object.entries((labels ?? {}) as Labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
