import { lintText } from '../../lint/lint-text';

const INSPECTION =
  'apiVersion: projectcalico.org/v3\nkind: DeepPacketInspection\nmetadata: { name: front, namespace: shop }\nspec: { selector: "app == \'front\'" }\n';
const tenant = (metadata: string, apiVersion = 'operator.tigera.io/v1', kind = 'Tenant') =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${metadata} }\nspec: { id: red }\n`;

function found(text: string): string[] {
  return lintText(text, '3.22')
    .findings.filter(({ rule }) => rule === 'deep-packet-inspection/multi-tenant')
    .map(({ severity, line, message }) => `${severity} ${line} ${message}`);
}

describe('an inspection on a management cluster', () => {
  it('is not supported with several tenants', () => {
    const [line, ...others] = found(INSPECTION + tenant('name: default, namespace: red'));
    expect(line).toMatch(
      /^warning 2 is not supported on a management cluster with several tenants, as the Tenant red\/default in \S+ shows; inspect pods of managed clusters instead, and keep their manifests in another folder$/,
    );
    expect(others).toEqual([]);
  });

  it.each([
    ['a single tenant, which has no namespace', tenant('name: default')],
    ['an empty namespace', tenant('name: default, namespace: ""')],
    ['a Tenant of somebody else', tenant('name: default, namespace: red', 'example.com/v1')],
    ['another object of the operator', tenant('name: default, namespace: red', 'operator.tigera.io/v1', 'Manager')],
  ])('is right with %s', (_, other) => {
    expect(found(INSPECTION + other)).toEqual([]);
  });

  it('is what the rule is about, not its settings', () => {
    const settings =
      '---\napiVersion: operator.tigera.io/v1\nkind: IntrusionDetection\nmetadata: { name: tigera-secure }\nspec: {}\n';
    expect(found(settings.slice(4) + tenant('name: default, namespace: red'))).toEqual([]);
  });
});
