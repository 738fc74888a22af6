import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isCalicoClusterScoped } from '../../src/calico';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { alertText, lintText, places } from './lint-text';

const ALERT = alertText('severity: 1');

const objectOf = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x.x\nspec:\n  tier: x\n`;

describe('the kind of an object', () => {
  it.each<[string, string, string]>([
    ['projectcalico.org/v3', 'GlobalAlrt', 'did you mean GlobalAlert?'],
    ['projectcalico.org/v3', 'GLOBALALERT', 'did you mean GlobalAlert?'],
    ['projectcalico.org/v3', 'globalalert', 'did you mean GlobalAlert?'],
    ['projectcalico.org/v3', 'GlobalAlertTemplates', 'did you mean GlobalAlertTemplate?'],
    ['projectcalico.org/v3', 'ThreatFeed', 'did you mean GlobalThreatFeed?'],
    ['projectcalico.org/v3', 'Foo', 'correct the kind'],
    ['crd.projectcalico.org/v1', 'GlobalAlerts', 'did you mean GlobalAlert of projectcalico.org/v3?'],
  ])('is found to be unknown: %s %s', (apiVersion, kind, todo) => {
    const { findings, checked } = lintText(objectOf(apiVersion, kind));
    expect(places(findings)).toEqual(['2:7 kind calico-object/unknown-kind']);
    expect(findings[0]?.severity).toBe('error');
    expect(findings[0]?.message).toContain(todo);
    expect([checked.objects, checked.skipped]).toEqual([0, 1]);
  });

  it.each<[string, string]>([
    ['v1', 'GlobalAlert'],
    ['v3', 'globalalerts'],
    ['apps/v1', 'GlobalReport'],
    ['operator.tigera.io/v1', 'GlobalAlert'],
    ['calico.org/v3', 'NetworkPolicy'],
    ['projectcalico.io/v3', 'Tier'],
    ['ProjectCalico.org/v3', 'GlobalAlert'],
    ['projectcalico.org', 'GlobalAlert'],
    ['projectcalico.org/v1', 'NetworkPolicy'],
    ['project-calico.org/v3', 'GlobalAlert'],
    ['calico/v3', 'NetworkPolicy'],
  ])('is found to be in the wrong group: %s %s', (apiVersion, kind) => {
    const { findings } = lintText(objectOf(apiVersion, kind));
    expect(places(findings)).toEqual(['1:13 apiVersion calico-object/group']);
    expect(findings[0]?.severity).toBe('error');
    expect(findings[0]?.message).toContain('did you mean projectcalico.org/v3?');
  });

  it.each<[string, string]>([
    ['v1', 'Node'],
    ['v1', 'Alert'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['operator.tigera.io/v1', 'LogStorage'],
    ['security.example.com/v1', 'GlobalAlert'],
    ['metallb.io/v1beta1', 'BGPPeer'],
    ['applicationlayer.projectcalico.org/v3', 'GlobalWAFPolicy'],
    ['crd.projectcalico.org/v1', 'IPAMBlock'],
    ['crd.projectcalico.org/v1', 'Whatever'],
    ['projectcalico.org/v3', 'UISettings'],
    ['projectcalico.org/v3', 'StagedGlobalNetworkPolicy'],
    ['projectcalico.org/v3', 'GlobalThreatFeedList'],
  ])('is right, and nothing that is checked: %s %s', (apiVersion, kind) => {
    expect(lintText(objectOf(apiVersion, kind)).findings).toEqual([]);
  });

  it('is missing, or its version is', () => {
    expect(places(lintText(ALERT.replace(/^apiVersion.*\n/, '')).findings)).toEqual([
      '1:7 apiVersion calico-object/group',
    ]);
    expect(places(lintText(ALERT.replace(/\nkind.*/, '')).findings)).toEqual(['1:1 kind calico-object/unknown-kind']);
    expect(lintText('a: b\nkind: Pod\n').findings).toEqual([]);
  });

  it.each<[string, string]>([
    ['GlobalReport', 'error'],
    ['IPPool', 'warning'],
  ])('stands in the storage, where Calico alone writes: %s', (kind, severity) => {
    const { findings } = lintText(objectOf('crd.projectcalico.org/v1', kind));
    expect(places(findings)).toEqual(['1:13 apiVersion calico-object/storage-group']);
    expect(findings[0]?.severity).toBe(severity);
  });
});

describe('a namespace', () => {
  it.each(['GlobalAlertTemplate', 'GlobalReport', 'GlobalNetworkPolicy', 'Tier', 'FelixConfiguration'])(
    'is none of a %s',
    (kind) => {
      expect(isCalicoClusterScoped(kind)).toBe(true);
      const text = objectOf('projectcalico.org/v3', kind).replace('  name: x.x', '  name: x.x\n  namespace: ns');
      const found = lintText(text).findings.filter(({ rule }) => rule === 'calico-object/namespace');
      expect(found.map(({ object, severity }) => `${severity} ${object}`)).toEqual([`warning ${kind} x.x`]);
    },
  );

  it.each(['NetworkPolicy', 'PacketCapture', 'DeepPacketInspection', 'NetworkSet', 'StagedNetworkPolicy'])(
    'is one of a %s',
    (kind) => {
      const text = objectOf('projectcalico.org/v3', kind).replace('  name: x.x', '  name: x.x\n  namespace: ns');
      expect(lintText(text).findings.filter(({ rule }) => rule.startsWith('calico-object/'))).toEqual([]);
    },
  );
});

describe('the group of somebody else', () => {
  it.each([
    ['mycalico.example.com/v1', 'NetworkPolicy'],
    ['calico.example.com/v1', 'Tier'],
    ['extensions/v1beta1', 'NetworkPolicy'],
    ['kyverno.io/v1', 'GlobalAlert'],
    ['v1', 'Node'],
  ])('is left alone: %s %s', (apiVersion, kind) => {
    expect(lintText(objectOf(apiVersion, kind)).findings).toEqual([]);
  });
});

describe('indentation that slipped', () => {
  const slipped = (text: string) =>
    lintText(text).findings.map(({ line, column, path, rule, message }) => {
      const [lines = ''] = /(?:indent|move) lines? [\d a-z]*\d/.exec(message) ?? [];
      return `${line}:${column} ${path} ${rule.replace('calico-object/', '')} ${lines}`;
    });
  const head = 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n';
  const spec = 'spec:\n  description: a\n  severity: 1\n  dataSet: flows\n';

  it.each<[string, string, string]>([
    ['of metadata', `${head}name: a\nlabels:\n  a: b\n${spec}`, '4:1 name indentation indent lines 4 to 6'],
    ['of a spec', `${head}  name: a\n${spec.replaceAll('  ', '')}`, '6:1 description indentation indent lines 6 to 8'],
    ['of half of a spec', `${head}  name: a\n${spec}query: dest_port = 22\n`, '9:1 query indentation indent line 9'],
    [
      'of a spec, too far',
      `${head}  name: a\n${spec.replace(/^/gm, '  ').trimEnd()}\n`,
      '5:3 metadata.spec indentation move lines 5 to 8',
    ],
    [
      'of labels and annotations',
      `${head}  name: a\n  labels:\n  x: v\n  annotations:\n  z: v\n${spec}`,
      '6:3 metadata.x indentation indent lines 6 and 8',
    ],
    [
      'of the values of a substitution',
      `${head}  name: a\n${spec}  query: dest_namespace IN \${x}\n  substitutions:\n  - name: x\n  values: [a]\n`,
      '12:3 spec.values indentation indent line 12',
    ],
    [
      'of a detector',
      `${head}  name: a\n${spec}  detector:\n  name: port_scan\n`,
      '10:3 spec.name indentation indent line 10',
    ],
    [
      'of an object that is not checked',
      'apiVersion: projectcalico.org/v3\nkind: GlobalThreatFeed\nmetadata:\nname: a\nspec:\ncontent: IPSet\n',
      '4:1 name indentation indent lines 4 and 6',
    ],
    [
      'of the AD jobs',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ad-jobs-deployment\nspec:\ntemplate:\n  spec: {}\n',
      '6:1 template indentation indent lines 6 to 7',
    ],
    [
      'in a list',
      `apiVersion: v1\nkind: List\nitems:\n- ${head.trimEnd().replaceAll('\n', '\n  ')}\n  name: a\n  ${spec.trimEnd().replaceAll('\n', '\n  ')}\n`,
      '7:3 name indentation indent line 7',
    ],
  ])('is one finding: %s', (_, text, expected) => {
    expect(slipped(text)).toEqual([expected]);
  });

  const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ad-jobs-deployment\nspec:\n';
  const image = 'image: quay.io/tigera/anomaly_detection_jobs:v3.12.0';
  const inPod = '  template:\n    spec:\n      containers:\n';

  it.each<[string, string, string]>([
    [
      'a container',
      `${deployment}${inPod}      - name: jobs\n      ${image}\n      env: []\n`,
      '10:7 spec.template.spec.image indentation indent lines 10 to 11',
    ],
    [
      'a container of another name',
      `${deployment.replace('ad-jobs-deployment', 'a')}${inPod}      - name: jobs\n      ${image}\n`,
      '10:7 spec.template.spec.image indentation indent line 10',
    ],
    [
      'a pod',
      `${deployment}  template:\n  spec:\n    containers:\n    - ${image}\n`,
      '7:3 spec.spec indentation indent lines 7 to 9',
    ],
    [
      'containers',
      `${deployment}  template:\n    spec:\n    containers:\n    - ${image}\n`,
      '8:5 spec.template.containers indentation indent lines 8 to 9',
    ],
    [
      'the value of a variable',
      `${deployment}${inPod}      - ${image}\n        env:\n        - name: CLUSTER_NAME\n        value: a.b\n`,
      '12:9 spec.template.spec.containers[0].value indentation indent line 12',
    ],
  ])('is one finding in the AD jobs: %s', (_, text, expected) => {
    expect(lintText(text, '3.12').findings.map(({ rule }) => rule)).toEqual(['calico-object/indentation']);
    expect(slipped(text)).toEqual([expected]);
  });

  it('is not looked for in a Deployment of somebody else', () => {
    const text = `${deployment.replace('ad-jobs-deployment', 'a')}${inPod}      - name: x\n      image: nginx:1\n`;
    expect(lintText(text).findings).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      'missing',
      `${head}  name: a\n${spec.replace('spec:\n', '')}`,
      '5:3 metadata.description calico-object/indentation',
      'add the line spec: before them',
    ],
    [
      'there twice',
      `${head}  name: a\nspec:\n${spec.replace(/^(?=.)/gm, '  ')}`,
      '6:3 spec.spec calico-object/indentation',
      'remove one of the two lines',
    ],
  ])('is one finding where the line spec is %s', (_, text, place, todo) => {
    const { findings } = lintText(text);
    expect(places(findings)).toEqual([place]);
    expect(findings[0]?.message).toContain(todo);
  });

  it.each<[string, string, string]>([
    ['a list below its field', alertText('severity: 1', 'aggregateBy:').concat('- source_namespace\n'), '10:1'],
    ['an item of a list', alertText('severity: 1', 'aggregateBy:', '   - a').concat('  - b\n'), '11:3'],
    ['a field behind another', alertText('severity: 1', ' query: dest_port = 22'), '9:4'],
  ])('is one finding where it is not valid YAML: %s', (_, text, place) => {
    const { findings } = lintText(text);
    expect(findings.map(({ line, column, rule }) => `${line}:${column} ${rule}`)).toEqual([`${place} yaml/syntax`]);
    expect(findings[0]?.message).toMatch(/indent(ed|ation)/);
  });

  it('is not what a misspelt field is', () => {
    expect(places(lintText(ALERT.replace('spec:', 'spce:')).findings)).toContain('6:3 spce global-alert/unknown-field');
  });
});

describeWithShared('the kinds of the API', () => {
  it('are known, and where they belong', () => {
    const crds = join(sharedFolder ?? '', 'calico-crds');
    const files = readdirSync(crds, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    for (const file of files) {
      const { names, scope } = parse(readFileSync(join(crds, file), 'utf8')).spec;
      const text = `apiVersion: projectcalico.org/v3\nkind: ${names.kind}\n`;
      const unknown = lintText(text).findings.filter(({ rule }) => rule === 'calico-object/unknown-kind');
      expect([names.kind, unknown, isCalicoClusterScoped(names.kind)]).toEqual([names.kind, [], scope === 'Cluster']);
    }
    expect(files.length).toBeGreaterThan(50);
  });
});
