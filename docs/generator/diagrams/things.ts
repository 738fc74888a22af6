import { type Manifest, valueAt } from '../../../src/base';

type Labels = Readonly<Record<string, string>>;

/** An object of the module, something that it refers to, or a group of these. */
export interface Thing {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** The ID of the group that it is in; groups themselves have none. */
  readonly place?: string;
  /** Classes of its box. */
  readonly style: string;
  readonly details: readonly string[];
  readonly podLabels?: Labels;
  /** Undefined for what the module does not create. */
  readonly spec?: unknown;
  /** What is in a group. */
  readonly members?: readonly Thing[];
}

const FIELDS = ['type', 'detector', 'query', 'metric', 'condition', 'threshold', 'period', 'lookback', 'tier'];

export function thingOf(manifest: Manifest): Thing {
  const { metadata, spec } = manifest;
  const kind = String(manifest.kind);
  const { name, namespace, labels } = metadata as { name: string; namespace?: string; labels?: Labels };
  const pod = kind === 'Pod' ? manifest : valueAt(spec, 'template');
  const podLabels = valueAt(pod, 'metadata', 'labels') as Labels | undefined;
  const container = valueAt(pod, 'spec', 'containers', 0);
  const image = String(valueAt(container, 'image') ?? '').replace(/^.*\//, '');
  const variables = (valueAt(container, 'env') ?? []) as { name: string; value: string }[];
  const scans = variables.filter((variable) => /port_?scan/i.test(variable.name));
  const fields = FIELDS.filter((field) => valueAt(spec, field) !== undefined);
  const directions = ((valueAt(spec, 'types') ?? []) as string[]).map((type) => type.toLowerCase());
  const portsOf = (direction: string) => rulesOf(spec, direction).map(({ ports }) => ports.replaceAll(' ', '\u00a0'));
  const details = [
    kind === 'Service' ? `selector ${pairs(valueAt(spec, 'selector'))}` : '',
    pairs(kind === 'Namespace' ? labels : podLabels),
    image && `image ${image}`,
    ...scans.map((variable) => `${variable.name}: ${variable.value}`),
    ...fields.map((field) => `${field}: ${valueAt(spec, field, 'name') ?? valueAt(spec, field)}`),
    ...directions.map((direction) => `${direction}: ${portsOf(direction).join(', ') || 'none'}`),
  ].filter((detail) => detail !== '');
  const place = kind === 'GlobalAlert' ? 'The cluster' : namespace && `Namespace/${namespace}`;
  const id = [kind, namespace, name].filter(Boolean).join('/');
  return { id, kind, name, place, style: kind === 'Namespace' ? 'group' : kind, details, podLabels, spec };
}

function pairs(labels: unknown): string {
  const entries = Object.entries(Object(labels));
  return entries.map(([key, value]) => `${key}=${value}`).join(', ');
}

/** The rules of a policy for `ingress` or `egress`: protocol and ports, such as `TCP 8080`, and the pods they are for. */
export function rulesOf(spec: unknown, direction: string): { ports: string; receiver: Thing }[] {
  return ((valueAt(spec, direction) ?? []) as unknown[]).map((rule) => {
    const ports = (valueAt(rule, 'destination', 'ports') ?? []) as number[];
    return { ports: [valueAt(rule, 'protocol'), ...ports].join(' '), receiver: receiverOf(rule) };
  });
}

function receiverOf(rule: unknown): Thing {
  const { selector, namespaceSelector } = Object(valueAt(rule, 'destination')) as Labels;
  const podLabels = labelsIn(selector);
  const place = `Namespace/${Object.values(labelsIn(namespaceSelector))}`;
  const name = pairs(podLabels).replace(/^(.*\/|[^/=]*=)/, '');
  const details = [String(selector)];
  return { id: `${place}/${selector}`, kind: 'Pods', name, place, style: 'Pods planned', details, podLabels };
}

/** The label that a selector like `app == 'anomaly-detection'` requires; the pictures know no other form. */
export function labelsIn(selector: unknown): Labels {
  const [, key = '', value = ''] = /^(\S+) == ['"](.*)['"]$/.exec(String(selector)) ?? [];
  return { [key]: value };
}
