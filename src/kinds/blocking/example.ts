/** A block that is right: it denies the addresses of a feed to pods, in a tier that passes on everything else. */
export function blockPolicy(changes: PolicyChanges = {}): string {
  const {
    name = 'threat-feeds.block-feeds',
    tier = 'threat-feeds',
    selector = 'has(projectcalico.org/namespace)',
  } = changes;
  const rules = changes.rules ?? [denyTo("feed == 'bad-addresses'"), PASS];
  return object(changes.kind ?? 'GlobalNetworkPolicy', name, [
    `tier: ${tier}`,
    `selector: ${selector}`,
    ...(changes.fields ?? ['types: [Egress]']),
    'egress:',
    ...rules.flatMap(listItem),
  ]);
}

/** What an example has instead of its usual lines. */
interface PolicyChanges {
  readonly kind?: string;
  readonly name?: string;
  readonly tier?: string;
  readonly selector?: string;
  /** Lines between the selector and the egress rules. */
  readonly fields?: readonly string[];
  /** The lines of each egress rule. */
  readonly rules?: readonly (readonly string[])[];
}

export const PASS: readonly string[] = ['action: Pass'];

export const ALLOW: readonly string[] = ['action: Allow'];

/** An egress rule that denies the addresses of network sets. */
export function denyTo(selector: string): readonly string[] {
  return deny(`{ selector: "${selector}", namespaceSelector: global() }`);
}

/** An egress rule that denies a destination. */
export function deny(destination: string): readonly string[] {
  return ['action: Deny', `destination: ${destination}`];
}

/** An egress rule that allows a destination. */
export function allow(destination: string): readonly string[] {
  return ['action: Allow', `destination: ${destination}`];
}

export function tier(fields: readonly string[] = ['order: 50'], name = 'threat-feeds'): string {
  return object('Tier', name, fields);
}

export function networkSet(fields: readonly string[], labels = '{ feed: bad-addresses }'): string {
  return object('GlobalNetworkSet', 'bad-addresses', fields).replace(
    '  name: bad-addresses\n',
    `  name: bad-addresses\n  labels: ${labels}\n`,
  );
}

/** Several objects in one file. */
export function together(...objects: readonly string[]): string {
  return objects.join('---\n');
}

function listItem(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

function object(kind: string, name: string, spec: readonly string[]): string {
  const head = ['apiVersion: projectcalico.org/v3', `kind: ${kind}`, 'metadata:', `  name: ${name}`, 'spec:'];
  return [...head, ...spec.map((line) => `  ${line}`), ''].join('\n');
}
