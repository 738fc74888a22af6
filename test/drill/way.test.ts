import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { CalicoCluster, DemoTarget, NetshootScanner, ScanRun } from '../../src';
import { selects } from '../../src/drill/selectors';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { captureStderr, managedCluster, objectsBelow, type Synthesized } from '../support';

interface Policy {
  readonly podSelector: object;
  readonly policyTypes?: string[];
  readonly ingress?: object[];
  readonly egress?: object[];
}

/** A chart with the demo target, a scanner, and policies; the label of its namespace can be taken away. */
function scanPast(policies: readonly Synthesized[], { labelled = true, restrictEgress = false } = {}): void {
  const chart = new Chart(new App(), 'test');
  const target = new DemoTarget(chart, 'target');
  if (!labelled) {
    const namespace = objectsBelow(chart).find(({ kind }) => kind === 'Namespace');
    namespace?.addJsonPatch(JsonPatch.remove('/metadata/labels/compliance'));
  }
  for (const [index, policy] of policies.entries()) {
    new ApiObject(chart, `policy-${index}`, policy);
  }
  new NetshootScanner(chart, 'scanner', { target: target.scanTarget, run: ScanRun.once(), restrictEgress });
  // As `synth` does it, which validates the tree more than once.
  App.of(chart).synthYaml();
}

function policy(spec: Policy, name = 'p', namespace = 'dev'): Synthesized {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

const blocked = (names: string, of: string) =>
  `test/scanner: 1 warning\n  NetworkPolicy ${names}: blocks the scan's ${of}: no rule allows it (judged by the labels in this app) [scanner/blocked-by-policy]\n`;
const nginx = { matchLabels: { app: 'nginx' } };
const netshoot = { matchLabels: { app: 'netshoot' } };

describe('the way of a scan', () => {
  const stderr = captureStderr();

  it.each<[string, Policy]>([
    ['no rule for it', { podSelector: { matchLabels: { app: 'other' } }, policyTypes: ['Ingress', 'Egress'] }],
    ['a rule for all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] }],
    ['its own label', { podSelector: nginx, ingress: [{ from: [{ podSelector: netshoot }] }] }],
    [
      'the name of its namespace',
      {
        podSelector: nginx,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dev' } } }] }],
      },
    ],
    [
      'the target as a peer',
      { podSelector: netshoot, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: nginx }] }] },
    ],
    [
      'blocks of addresses',
      { podSelector: netshoot, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    ],
  ])('is open with %s', (_, spec) => {
    scanPast([policy(spec)]);
    expect(stderr()).toBe('');
  });

  it.each<[string, Policy, string]>([
    ['a target that receives nothing', { podSelector: nginx }, 'ingress to the target'],
    ['a namespace that sends nothing', { podSelector: {}, policyTypes: ['Egress'] }, 'egress'],
    [
      'another sender',
      { podSelector: nginx, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'centos' } } }] }] },
      'ingress to the target',
    ],
    [
      'another namespace',
      { podSelector: nginx, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }] },
      'ingress to the target',
    ],
    [
      'egress without types',
      { podSelector: netshoot, ingress: [{}], egress: [{ to: [{ podSelector: netshoot }] }] },
      'egress',
    ],
  ])('is shut by %s', (_, spec, of) => {
    scanPast([policy(spec)]);
    expect(stderr()).toBe(blocked('dev/p', of));
  });

  it('is open where one policy of several lets it through', () => {
    scanPast([policy({ podSelector: nginx }), policy({ podSelector: nginx, ingress: [{}] }, 'q')]);
    expect(stderr()).toBe('');
    scanPast([policy({ podSelector: nginx }), policy({ podSelector: nginx }, 'q')]);
    expect(stderr()).toBe(blocked('dev/p, dev/q', 'ingress to the target'));
  });

  it('is left alone by policies of other namespaces, and by those of Calico', () => {
    scanPast([policy({ podSelector: {} }, 'p', 'prod')]);
    scanPast([{ ...policy({ podSelector: {} }), apiVersion: 'projectcalico.org/v3' }]);
    expect(stderr()).toBe('');
  });

  it('is not the way on another cluster', () => {
    const app = new App();
    for (const name of ['one', 'two']) {
      const chart = new Chart(app, name);
      CalicoCluster.provide(chart, managedCluster('3.14', `acme.${name}`));
      const target = new DemoTarget(chart, 'target');
      new NetshootScanner(chart, 'scanner', { target: target.scanTarget, run: ScanRun.once() });
    }
    const other = new Chart(app, 'policies');
    CalicoCluster.provide(other, managedCluster('3.14', 'acme.two'));
    new ApiObject(other, 'policy', policy({ podSelector: nginx }));
    app.synthYaml();
    expect(stderr()).toBe(blocked('dev/p', 'ingress to the target').replace('test/', 'two/'));
  });

  it('is found in one pass over the tree, whatever the number of scanners', () => {
    const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
    const charts = 20;
    const app = new App();
    for (let index = 0; index < charts; index++) {
      const chart = new Chart(app, `c${index}`);
      CalicoCluster.provide(chart, managedCluster('3.14', `c${index}`));
      const target = new DemoTarget(chart, 'target');
      new ApiObject(chart, 'policy', policy({ podSelector: nginx }));
      new NetshootScanner(chart, 'scanner', { target: target.scanTarget, run: ScanRun.once() });
    }
    for (const { node } of app.node.findAll()) {
      node.validate();
    }
    // A policy and a namespace each.
    expect(rendered).toHaveBeenCalledTimes(2 * charts);
    expect(stderr().match(/blocked-by-policy/g)).toHaveLength(charts);
    rendered.mockRestore();
  });

  it('is open to its own policy', () => {
    scanPast([], { restrictEgress: true });
    expect(stderr()).toBe('');
  });
});

describeWithShared("the workshop's policies", () => {
  const stderr = captureStderr();
  const text = readFileSync(join(sharedFolder ?? '', 'upstream', 'dev-policies.yaml'), 'utf8');
  const policies: Synthesized[] = parseAllDocuments(text).map((document) => document.toJS());

  it('let the scan through', () => {
    scanPast(policies);
    expect(stderr()).toBe('');
  });

  it('shut it out where the namespace lacks the label compliance: open', () => {
    scanPast(policies, { labelled: false });
    expect(stderr()).toBe(blocked('dev/nginx', 'ingress to the target'));
  });
});

describe('label selectors', () => {
  it.each([
    [{}, true],
    [undefined, true],
    [{ matchLabels: { a: '1' } }, true],
    [{ matchLabels: { a: '2' } }, false],
    [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['1', '2'] }] }, true],
    [{ matchExpressions: [{ key: 'b', operator: 'In', values: ['1'] }] }, false],
    [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1'] }] }, false],
    [{ matchExpressions: [{ key: 'b', operator: 'NotIn', values: ['1'] }] }, true],
    [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
    [{ matchExpressions: [{ key: 'a', operator: 'Likes' }] }, false],
    [{ matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'Exists' }] }, false],
  ])('select as Kubernetes does: %j', (selector, selected) => {
    expect(selects(selector, { a: '1' })).toBe(selected);
  });
});
