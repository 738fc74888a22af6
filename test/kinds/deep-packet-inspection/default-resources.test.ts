import { lintText } from '../../lint/lint-text';

const inspection = (selector: string) =>
  `apiVersion: projectcalico.org/v3\nkind: DeepPacketInspection\nmetadata: { name: all, namespace: shop }\nspec: { selector: "${selector}" }\n`;
const settings = (spec: string) =>
  `---\napiVersion: operator.tigera.io/v1\nkind: IntrusionDetection\nmetadata: { name: tigera-secure }\nspec: { ${spec} }\n`;
const RESOURCES =
  'componentResources: [{ componentName: DeepPacketInspection, resourceRequirements: { limits: { cpu: 2 } } }]';

function found(text: string): boolean {
  return lintText(text, '3.24').findings.some(({ rule }) => rule === 'deep-packet-inspection/default-resources');
}

describe('an inspection of a whole namespace', () => {
  it('should have resources of its own', () => {
    const { findings } = lintText(inspection('all()'), '3.24');
    expect(findings.map(({ rule, line, column, message }) => [rule, line, column, message])).toContainEqual([
      'deep-packet-inspection/default-resources',
      4,
      19,
      'selects all pods of the namespace, and no IntrusionDetection in these files sets spec.componentResources, so the default limits of 1 CPU and 1Gi on each node apply; set them, or select fewer pods',
    ]);
  });

  it.each([
    ['without resources', settings('anomalyDetection: {}'), true],
    ['with an empty list', settings('componentResources: []'), true],
    ['with resources', settings(RESOURCES), false],
  ])('looks for an IntrusionDetection %s', (_, text, expected) => {
    expect(found(inspection('all()') + text)).toBe(expected);
  });

  it('is what matters: a few pods can do with the defaults', () => {
    expect(found(inspection('has(app)'))).toBe(false);
    expect(found(settings('anomalyDetection: {}'))).toBe(false);
  });
});
