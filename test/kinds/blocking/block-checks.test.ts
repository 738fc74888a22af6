import type { Manifest } from '../../../src/base';
import { findingsAlone, findingsIn, policy } from './policy';

const DENY = { action: 'Deny', destination: { selector: "feed == 'bad'", namespaceSelector: 'global()' } };
const DENY_FROM = { action: 'Deny', source: { selector: "feed == 'bad'", namespaceSelector: 'global()' } };
const PASS = { action: 'Pass' };
const ALLOW = { action: 'Allow' };
const POD = 'has(projectcalico.org/namespace)';

function block(rules: object[], spec: object = {}): Manifest {
  return policy({ tier: 'default', selector: POD, types: ['Egress'], egress: rules, ...spec }, { name: 'block' });
}

const denies = (direction: string, place = `spec.${direction}`) =>
  `warning ${place}: denies all other ${direction} traffic of the selected pods too, unless another policy of the tier default allows it, because the tier ends with Deny; put it into a tier of its own whose defaultAction is Pass [block-policy/denies-the-rest]`;
const ALLOWS =
  'warning spec.egress[1].action: allows all other egress traffic of the selected pods, so the policies and tiers that follow are never evaluated; remove it, and put it into a tier of its own whose defaultAction is Pass [block-policy/allows-the-rest]';
const PASSES =
  'warning spec.egress[1].action: skips the other policies of the tier default for egress traffic of the selected pods, those of Kubernetes among them; put it into a tier of its own whose defaultAction is Pass [block-policy/pass-in-default-tier]';
const never = (message: string, index = 1) => `warning spec.egress[${index}]: ${message} [block-policy/never-denies]`;
const PODS_TOO =
  'notice spec.egress[0].destination.selector: also selects pods and network sets in namespaces that have the label; add namespaceSelector: global() [block-policy/selects-pods-too]';
const SNAT =
  'notice spec.ingress[0].source.selector: denies nothing where kube-proxy replaces the source address of traffic from outside by that of a node; that is prevented by externalTrafficPolicy: Local on the Service, or by the eBPF data plane [block-policy/snat]';

describe('a policy that denies the addresses of a feed', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, string[]]>([
    ['Deny alone in the tier default', block([DENY]), [denies('egress')]],
    ['Log and Deny in the tier default', block([{ ...DENY, action: 'Log' }, DENY]), [denies('egress')]],
    ['no tier at all', block([DENY], { tier: undefined }), [denies('egress')]],
    ['a direction without rules', block([DENY, { action: 'Deny' }], { types: ['Ingress', 'Egress'] }), [denies('ingress')]],
    ['types that follow from the rules', block([DENY], { types: undefined }), [denies('egress')]],
    ['Allow at the end', block([DENY, ALLOW]), [ALLOWS]],
    ['Allow at the end, with empty conditions', block([DENY, { ...ALLOW, source: {}, destination: { nets: [] }, metadata: { annotations: { a: 'b' } } }]), [ALLOWS]],
    ['Allow of any address at the end', block([DENY, { ...ALLOW, destination: { nets: ['0.0.0.0/0'] } }]), [ALLOWS]],
    ['Pass at the end in the tier default', block([DENY, PASS]), [PASSES]],
    ['Pass before it', block([PASS, DENY], { tier: 'security' }), [never('is never evaluated, because spec.egress[0] passes on all egress traffic; put this rule before it')]],
    ['Allow of any address before it', block([{ ...ALLOW, destination: { nets: ['0.0.0.0/0'] } }, DENY], { tier: 'security' }), [ALLOWS.replace('[1]', '[0]').replace('remove it, and put it into a tier of its own whose defaultAction is Pass', 'use Pass'), never('is never evaluated, because spec.egress[0] allows all egress traffic; put this rule before it')]],
    ['a direction that types does not have', block([DENY], { tier: 'security', types: ['Ingress'], ingress: [PASS] }), [never('is never evaluated, because types has no Egress; add it', 0)]],
    ['no global(), and a label of a feed', block([{ ...DENY, destination: { selector: "threatfeed == 'feodo'" } }, PASS], { tier: 'security' }), [PODS_TOO]],
    ['ingress', block([], { tier: 'security', types: ['Ingress'], ingress: [DENY_FROM, PASS], egress: undefined }), [SNAT]],
  ])('is reported with %s', (_, manifest, expected) => {
    expect(findingsAlone(manifest)).toEqual(expected);
  });

  it('is told what older releases have', () => {
    expect(findingsAlone(block([DENY]), '3.19')).toEqual([
      'warning spec.egress: denies all other egress traffic of the selected pods too, unless another policy of the tier default allows it, because the tier ends with Deny; put it into a tier of its own and end it with action: Pass [block-policy/denies-the-rest]',
    ]);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest]>([
    ['Pass at the end in a tier of its own', block([DENY, PASS], { tier: 'security' })],
    ['Deny alone in a tier of its own, of which only the other files tell', block([DENY], { tier: 'security' })],
    ['a list of what is allowed, which is meant to deny the rest', block([DENY, { ...ALLOW, destination: { nets: ['10.0.0.0/8'] } }])],
    ['Log, Deny and a selective Pass before it', block([{ action: 'Log' }, { ...PASS, protocol: 'UDP' }, { ...PASS, destination: { nets: ['0.0.0.0/0'], ports: [53] }, protocol: 'TCP' }, DENY], { tier: 'security' })],
    ['a rule that denies the rest explicitly', block([DENY, { action: 'Deny' }])],
    ['ingress at the host endpoints of nodes', block([], { tier: 'security', selector: "role == 'edge' || !has(role)", types: ['Ingress'], ingress: [DENY_FROM, PASS], egress: undefined })],
  ])('is not reported with %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, object]>([
    ['denies everything: a default deny', { action: 'Deny' }],
    ['denies pods', { action: 'Deny', destination: { selector: "app == 'feed-reader'" } }],
    ['denies pods of a namespace by a label of feeds', { action: 'Deny', destination: { selector: "feed == 'bad'", namespaceSelector: "name == 'shop'" } }],
    ['denies networks', { action: 'Deny', destination: { nets: ['192.0.2.0/24'] } }],
    ['allows a network set', { action: 'Allow', destination: { selector: "feed == 'good'", namespaceSelector: 'global()' } }],
    ['denies by what the label is not', { action: 'Deny', destination: { notSelector: "feed == 'good'" } }],
    ['denies the source of egress, which is the pod itself', { action: 'Deny', source: { selector: "feed == 'bad'" } }],
    ['has an invalid selector', { action: 'Deny', destination: { selector: "feed = 'bad'" } }],
  ])('is no policy that %s', (_, rule) => {
    expect(findingsIn(block([rule], { selector: 'all()' })).filter((text) => text.includes('block-policy'))).toEqual([]);
  });

  it.each([
    ["threat-feed == 'feodo'", true],
    ["docs.example.com/threatfeed == 'feodo'", true],
    ['has(Threat)', true],
    ["feeds in {'a', 'b'}", true],
    ["example.com-feed == 'a' && team == 'red'", true],
    ["feedback == 'a'", false],
    ["app == 'threat-feed'", false],
    ["newsfeeder == 'true'", false],
    ['all()', false],
  ])('is recognized by the key of its label: %s', (selector, isBlock) => {
    const found = findingsIn(block([{ action: 'Deny', destination: { selector } }, PASS], { tier: 'security' }));
    expect(found.length > 0).toBe(isBlock);
  });
});
