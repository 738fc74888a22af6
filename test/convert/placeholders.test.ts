import fc from 'fast-check';
import { parse } from 'yaml';
import { Language } from '../../src/convert';
import { bindPlaceholders } from '../../src/convert/placeholders/bind-placeholders';
import { Examples } from '../../src/convert/placeholders/examples';
import { className, propName } from '../../src/convert/placeholders/identifiers';
import { readInput } from '../../src/convert/reading/read-input';
import { cpuMillis } from '../cpu-time';
import { converted } from './converting';

function boundTo(text: string) {
  const { objects, text: all } = readInput([{ file: 'a.yaml', bytes: Buffer.from(text) }]);
  return bindPlaceholders(objects, new Examples(all));
}

function placeholdersOf(text: string): unknown[] {
  return boundTo(text).placeholders.map(({ prop, type, texts }) => [prop, type, ...texts]);
}

const map = (line: string, kind = 'Thing') => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: x\nspec:\n  ${line}\n`;

describe('placeholders', () => {
  it.each([
    ['of the workshop', 'value: CLUSTERNAME', ['clusterName', 'string', 'CLUSTERNAME']],
    ['of its sibling', 'value: $CALICOCLUSTERNAME', ['calicoClusterName', 'string', '$CALICOCLUSTERNAME']],
    ['of envsubst', 'value: ${PRV_IP}', ['prvIp', 'string', '${PRV_IP}']],
    ['with a default', 'value: "${REGION:-eu}"', ['region', 'string', '${REGION:-eu}']],
    ['in lower case', 'value: ${cluster_name}', ['clusterName', 'string', '${cluster_name}']],
    ['of sed', "value: '@HOST@'", ['host', 'string', '@HOST@']],
    ['of sed with underscores', 'value: __HOST__', ['host', 'string', '__HOST__']],
    ['of sed with percent signs', "value: '%HOST%'", ['host', 'string', '%HOST%']],
    ['to be changed', 'value: CHANGE_ME', ['changeMe', 'string', 'CHANGE_ME']],
    ['inside a string', 'value: https://${HOST}/x', ['host', 'string', '${HOST}']],
    ['in a key', '${LABEL}: x', ['label', 'string', '${LABEL}']],
    ['of a number', 'replicas: ${COUNT}', ['count', 'number', '${COUNT}']],
    ['of a number in quotes', 'replicas: "${COUNT}"', ['count', 'string', '${COUNT}']],
    ['that is a reserved word', 'value: ${class}', ['classValue', 'string', '${class}']],
    ['that every object has', 'value: ${constructor}', ['constructorValue', 'string', '${constructor}']],
    ['that a chart has', 'value: ${NAMESPACE}', ['namespaceValue', 'string', '${NAMESPACE}']],
    ['that begins with a digit', 'value: ${_1A}', ['value1A', 'string', '${_1A}']],
  ])('%s become a prop', (_, line, placeholder) => {
    expect(placeholdersOf(map(line))).toEqual([placeholder]);
  });

  it('are one prop in all forms', () => {
    expect(placeholdersOf(map('a: $HOST\n  b: ${HOST}\n  c: "@HOST@"'))).toEqual([
      ['host', 'string', '$HOST', '${HOST}', '@HOST@'],
    ]);
  });

  it('whose names collide become several', () => {
    expect(placeholdersOf(map('a: ${CLUSTER_NAME}\n  b: CLUSTERNAME'))).toEqual([
      ['clusterName', 'string', '${CLUSTER_NAME}'],
      ['clusterName2', 'string', 'CLUSTERNAME'],
    ]);
  });

  it('that are a number in one place and a string in another are a string', () => {
    expect(placeholdersOf(map('replicas: ${N}\n  name: a-${N}'))).toEqual([['n', 'string', '${N}']]);
  });

  it.each([
    ['scripts of containers', map('command: ["sh", "-c", "echo $HOST ${PORT}"]')],
    ['variables of every system', map('value: $HOME/x')],
    [
      'the content of a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { run: "echo ${A}" }',
    ],
    ['escaped variables', map("value: '\\${A} $${B}'")],
    ['prices', map('value: 5$ or $5')],
    [
      'variables of alerts',
      'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata: { name: x }\nspec: { description: "SSH from ${source_namespace}" }',
    ],
    [
      'substitutions of queries',
      'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata: { name: x }\nspec: { query: "qname IN ${domains}", substitutions: [{ name: domains, values: [a] }] }',
    ],
  ])('are not %s', (_, text) => {
    expect(placeholdersOf(text)).toEqual([]);
  });

  it.each([
    ['begins with another', ['${REGION}', '${REGION_CODE}'], ['my-region', 'example-1-value']],
    ['begins with another that comes later', ['${REGION_CODE}', '${REGION}'], ['my-region-code', 'my-region-2']],
    ['ends with another', ['${CLUSTER}', 'CLUSTERNAME'], ['my-cluster', 'acme.example-1-cluster']],
    ['two begin with another', ['${x}', '${X1}', '${X2}'], ['my-x', 'example-1-value', 'example-2-value']],
    ['contains a number', ['${N}', '${A40002}'], ['my-n', 'my-a40002']],
  ])('have examples that do not contain each other, where the name of one %s', (_, names, examples) => {
    const lines = names.map((name, index) => `k${index}: "${name}"`);
    expect(boundTo(map(lines.join('\n  '))).placeholders.map(({ example }) => example)).toEqual(examples);
  });

  it('have examples that do not contain each other, whatever their names are', () => {
    const names = fc.stringMatching(/^[AB12]{0,2}(_?[AXY][12]?){0,3}$/).map((name) => `_${name}`);
    fc.assert(
      fc.property(fc.uniqueArray(names, { maxLength: 30 }), fc.array(fc.boolean()), (own, numbers) => {
        const list = own.map((name, index) => `- ${numbers[index] ? 'replicas' : 'k'}: \${${name}}`).join('\n');
        const examples = boundTo(
          `apiVersion: v1\nkind: Thing\nmetadata:\n  name: x\nspec:\n${list}\n`,
        ).placeholders.map(({ example }) => String(example));
        expect(examples).toHaveLength(own.length);
        expect(examples.filter((one) => examples.some((other) => other !== one && other.includes(one)))).toEqual([]);
      }),
    );
  });

  it('are thousands in seconds, where the name of each begins with that of another', () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `k${index}: \${NAME_${index}}`);
    const { objects, text } = readInput([{ file: 'a.yaml', bytes: Buffer.from(map(lines.join('\n  '))) }]);
    let count = 0;
    const busy = cpuMillis(() => {
      count = bindPlaceholders(objects, new Examples(text)).placeholders.length;
    });
    expect(count).toBe(3_000);
    // It was minutes.
    expect(busy).toBeLessThan(15_000);
  });

  it('have names of their own in Python, which its constructor does not use', () => {
    const names = ['${A_B_C}', '${A_BC}', '${RELEASE}', '${DATETIME}'];
    const text = `apiVersion: projectcalico.org/v3
kind: DeepPacketInspection
metadata:
  name: x
  namespace: x
  labels:
    ${names.map((name, index) => `l${index}: ${name}`).join('\n    ')}
spec:
  selector: all()
`;
    const program = converted(text, { language: Language.PYTHON }).text;
    expect(program).toContain('release = CalicoRelease.parse(');
    expect(program).toContain('labels={"l0": a_bc, "l1": a_bc2, "l2": release_value, "l3": datetime_value}');
    expect(program.match(/^ {8}(\w+): str,$/gm)).toEqual(
      ['id', 'a_bc', 'a_bc2', 'release_value', 'datetime_value', 'cluster_name'].map((name) => `        ${name}: str,`),
    );
  });

  it('are a string where the cluster has its name, even if they are only used as a number', () => {
    const { text } = converted(
      `${map('port: ${CLUSTERNAME}')}---
apiVersion: projectcalico.org/v3
kind: DeepPacketInspection
metadata: { name: x, namespace: x }
spec: { selector: all() }
`,
    );
    expect(text).toContain('CalicoCluster.managed({ name: props.clusterName, release })');
    expect(text).toContain('spec: { port: props.clusterName }');
  });

  it('have an example that the files do not contain', () => {
    const { placeholders, objects } = boundTo(map('a: ${HOST}\n  b: my-host\n  c: my-host-2'));
    expect(placeholders.map(({ example }) => example)).toEqual(['my-host-3']);
    expect(objects[0]?.manifest.spec).toEqual({ a: 'my-host-3', b: 'my-host', c: 'my-host-2' });
  });

  it('are read from the environment by the program', () => {
    const { text, yaml, problems } = converted(map('a: x${HOST}y`$\n  replicas: ${COUNT}\n  ${KEY}: ${HOST}'));
    expect(problems).toEqual([]);
    expect(parse(yaml).spec).toEqual({ a: 'xmy-hosty`$', replicas: 40002, 'my-key': 'my-host' });
    expect(text).toContain('a: `x${props.host}y\\`$`,');
    expect(text).toContain('replicas: props.count,');
    expect(text).toContain('[props.key]: props.host }');
    expect(text).toContain("count: Number(fromEnvironment('COUNT')),");
  });

  it.each([
    ['CLUSTERNAME', 'clusterName'],
    ['cluster-name', 'clusterName'],
    ['clusterName', 'clusterName'],
    ['HTTPPort', 'httpport'],
    ['__', 'value'],
  ])('%s is called %s', (placeholder, name) => {
    expect(propName(placeholder)).toBe(name);
  });

  it.each([
    ['cluster-alerts', 'ClusterAlerts'],
    ['1a', 'Converted1a'],
    ['', 'Converted'],
  ])('the class of %s is called %s', (text, name) => {
    expect(className(text)).toBe(name);
  });
});
