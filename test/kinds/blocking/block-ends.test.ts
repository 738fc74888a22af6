import type { Manifest } from '../../../src/base';
import { TOPICS } from '../../../src/kinds';
import { BLOCKING_KIND } from '../../../src/kinds/blocking';
import { hostEndpoints } from '../../../src/kinds/blocking/reach-checks';
import { ObjectIndex } from '../../../src/lint/object-index';
import { clusterOf, findingsAlone, findingsIn, lineOf, object, policy } from './policy';

const PODS = 'has(projectcalico.org/namespace)';
const BAD = { selector: "feed == 'bad'", namespaceSelector: 'global()' };
const DENY = { action: 'Deny', destination: BAD };
const DENY_FROM = { action: 'Deny', source: BAD };
const PASS = { action: 'Pass' };
const ALLOW = { action: 'Allow' };

const block = (spec: object = {}) =>
  policy({ selector: PODS, types: ['Egress'], egress: [DENY], ...spec }, { name: 'security.block' });
const other = (spec: object = {}, tier = 'security') =>
  policy({ tier, types: ['Egress'], egress: [PASS], ...spec }, { name: `${tier}.other` });
const tier = (spec: object = {}) => object('Tier', spec, { name: 'security' });

/** The answers to the questions of the first of some objects. */
function answers(objects: readonly Manifest[], release = '3.24'): string[] {
  const index = new ObjectIndex(TOPICS);
  for (const [place, each] of objects.entries()) {
    index.add(each, `${place}.yaml`);
  }
  const [first] = objects as [Manifest];
  return BLOCKING_KIND.questions(first, clusterOf(release)).flatMap(({ answer, ...place }) => {
    const found = answer(index.from('0.yaml'));
    return found === undefined ? [] : [lineOf({ ...place, ...found })];
  });
}

const DENIES = [
  'warning spec.egress: denies all other egress traffic of the selected pods too, unless another policy of the tier security allows it, because the tier ends with Deny; set defaultAction: Pass in the tier, or end with action: Pass [block-policy/denies-the-rest]',
];
const UNKNOWN = [
  'notice spec.egress: lets the tier security decide about all other egress traffic of the selected pods, and a tier denies it unless its defaultAction is Pass; check the tier, or end with action: Pass [block-policy/denies-the-rest]',
];
const CUT_OFF =
  'warning spec.selector: selects the host endpoints of nodes as well, which may be cut off because the policy does not pass on all other traffic; to protect pods only, use has(projectcalico.org/namespace) [block-policy/host-endpoints]';
const HOSTS =
  'notice spec.selector: selects the host endpoints of nodes as well; to protect pods only, use has(projectcalico.org/namespace) [block-policy/host-endpoints]';

describe('what a tier does with the rest', () => {
  const web = block({ selector: "app == 'web'" });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, Manifest, string[]]>([
    ['a policy for the same pods that passes', web, other({ selector: "app == 'web'" }), []],
    ['a policy for the same pods that allows', web, other({ egress: [ALLOW] }), []],
    ['a policy for the same pods that denies', web, other({ egress: [{ action: 'Deny' }] }), DENIES],
    ['a policy for the same pods that only logs', web, other({ egress: [{ action: 'Log' }] }), DENIES],
    ['a policy for other pods', web, other({ selector: "app == 'db'" }), DENIES],
    ['a policy for all pods', web, other({ selector: ' all() ' }), []],
    ['a policy without a selector', web, other({ selector: undefined }), []],
    ['a policy for all pods by their namespace', web, other({ selector: PODS }), []],
    ['a policy for the pods of some namespaces', web, other({ namespaceSelector: "team == 'red'" }), DENIES],
    ['a policy for the pods of a service account', web, other({ serviceAccountSelector: 'has(team)' }), DENIES],
    ['a policy with both selectors', web, other({ namespaceSelector: 'has(a)', serviceAccountSelector: 'has(b)' }), DENIES],
    ['a policy whose other selectors are empty', web, other({ namespaceSelector: '', serviceAccountSelector: '' }), []],
    ['a policy of another tier', web, other({}, 'platform'), DENIES],
    ['a policy for the same pods, of which a block selects some', block({ selector: "app == 'web'", namespaceSelector: 'has(a)' }), other(), DENIES],
    ['a policy for all pods, of which a block selects some', block({ namespaceSelector: 'has(a)' }), other({ selector: 'all()' }), []],
  ])('follows from %s', (_, first, second, expected) => {
    expect(answers([first, second, tier()])).toEqual(expected);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, object, string[]]>([
    ['an open end', {}, UNKNOWN],
    ['Allow of some traffic, after which the rest is meant to be denied', { egress: [DENY, { ...ALLOW, protocol: 'TCP' }] }, []],
    ['Pass for some traffic, after which the rest is meant to be denied', { egress: [DENY, { ...PASS, protocol: 'TCP' }] }, []],
    ['Log', { egress: [DENY, { action: 'Log' }] }, UNKNOWN],
    ['Pass for all traffic', { egress: [DENY, PASS] }, []],
    ['Allow for all traffic', { egress: [DENY, ALLOW] }, []],
    ['Deny for all traffic', { egress: [DENY, { action: 'Deny' }] }, []],
    ['an end that the API server rejects', { egress: [DENY, { action: ['Allow'] }] }, UNKNOWN],
    ['an empty tier, which is the tier default', { tier: '' }, [
      'warning spec.egress: denies all other egress traffic of the selected pods too, unless another policy of the tier default allows it, because the tier ends with Deny; put it into a tier of its own whose defaultAction is Pass [block-policy/denies-the-rest]',
    ]],
  ])('is asked by a block with %s', (_, spec, expected) => {
    expect(answers([block(spec)])).toEqual(expected);
  });

  it('is known of each direction', () => {
    const both = block({ types: ['Ingress', 'Egress'], ingress: [DENY_FROM] });
    expect(answers([both, tier()])).toEqual([DENIES[0]?.replaceAll('egress', 'ingress'), ...DENIES]);
  });

  it.each([
    ['no block', other()],
    ['no rules', policy()],
  ])('is not asked by a policy with %s', (_, manifest) => {
    expect(BLOCKING_KIND.questions(manifest, clusterOf('3.24'))).toEqual([]);
  });
});

describe('a block that selects nodes', () => {
  const all = (spec: object = {}) => block({ selector: 'all()', ...spec });
  const hosts = (objects: readonly Manifest[]) => answers(objects).filter((line) => line.includes('host-endpoints'));
  const passing = tier({ defaultAction: 'Pass' });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest[], string[]]>([
    ['leaves the rest to a tier that denies', [all(), tier()], [CUT_OFF]],
    ['leaves the rest to a tier that passes', [all(), passing], [HOSTS]],
    ['passes on the rest', [all({ egress: [DENY, PASS] }), tier()], [HOSTS]],
    ['allows the rest', [all({ egress: [DENY, ALLOW] }), tier()], [HOSTS]],
    ['denies the rest', [all({ egress: [DENY, { action: 'Deny' }] }), passing], [CUT_OFF]],
    ['is selective', [all({ egress: [DENY, { ...ALLOW, protocol: 'TCP' }] }), passing], [CUT_OFF]],
    ['passes on the rest in one direction', [all({ types: ['Ingress', 'Egress'], egress: [DENY, PASS], ingress: [DENY_FROM] }), tier()], [CUT_OFF]],
    ['is in the tier default, where another policy allows everything', [all({ tier: 'default' }), other({ selector: 'all()', egress: [ALLOW] }, 'default')], [CUT_OFF]],
    ['has no selector', [block({ selector: undefined }), tier()], [CUT_OFF]],
    ['has an empty selector', [block({ selector: '' }), passing], [HOSTS]],
    ['has a selector that is not valid', [block({ selector: "app = 'web'" }), tier()], []],
    ['has the option applyOnForward', [all({ applyOnForward: true }), tier()], []],
    ['has the option doNotTrack', [all({ doNotTrack: true }), tier()], []],
    ['has the option preDNAT', [all({ preDNAT: true }), tier()], []],
    ['selects all namespaces but one', [block({ selector: "projectcalico.org/namespace != ''" }), tier()], [CUT_OFF]],
    ['has an option that is false', [all({ preDNAT: false }), tier()], [CUT_OFF]],
    ['has a selector of namespaces', [all({ namespaceSelector: 'all()' }), tier()], []],
  ])('%s', (_, objects, expected) => {
    expect(hosts(objects)).toEqual(expected);
  });

  it('is a block, not any other policy', () => {
    expect(hostEndpoints(policy({ selector: 'all()', egress: [PASS] }), false)).toEqual([]);
  });
});

it.each(['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy'])(
  'a block is replaced by another %s of its name',
  (kind) => {
    const first: Manifest = { ...block({ egress: [DENY, PASS] }), kind };
    const second: Manifest = { ...other(), kind, metadata: { name: 'security.block' } };
    expect(answers([first, second])).toEqual([
      `warning metadata.name: is also the name of another ${kind} (1.yaml), and the one that is applied last replaces the other; rename one of them, or put them into different folders [block-policy/duplicate-name]`,
    ]);
  },
);

describe('the rules of a block', () => {
  const SNAT = expect.stringContaining('[block-policy/snat]');
  const ALLOWS = expect.stringContaining('[block-policy/allows-the-rest]');
  const preceded = (rule: object) => block({ egress: [rule, DENY] });
  const ANY = { nets: ['0.0.0.0/0'] };

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, unknown[]]>([
    ['without types, of ingress only', block({ types: undefined, egress: undefined, ingress: [DENY_FROM, PASS] }), [SNAT]],
    ['without types, of both directions', block({ types: null, egress: [DENY, PASS], ingress: [DENY_FROM, PASS] }), [SNAT]],
    ['with Allow and empty fields', block({ egress: [DENY, { ...ALLOW, source: null, protocol: '', http: {}, icmp: null }] }), [ALLOWS]],
    ['with Allow and an end with empty fields', block({ egress: [DENY, { ...ALLOW, destination: { ...ANY, selector: '', serviceAccounts: {}, notNets: null } }] }), [ALLOWS]],
    ['with Allow from any address', block({ egress: [DENY, { ...ALLOW, source: ANY }] }), [ALLOWS]],
    ['with Allow for service accounts', block({ egress: [DENY, { ...ALLOW, source: { serviceAccounts: { names: [], selector: 'has(a)' } } }] }), []],
    ['after Pass for any address but some', preceded({ ...PASS, destination: { ...ANY, notNets: ['10.0.0.0/8'] } }), []],
    ['after Pass for no address', preceded({ ...PASS, destination: { notNets: ['0.0.0.0/0'] } }), []],
    ['after Pass for some networks', preceded({ ...PASS, destination: { nets: ['10.0.0.0/8'] } }), []],
    ['after Pass with networks where the API has none', preceded({ ...PASS, http: ANY }), []],
    ['after Log', preceded({ action: 'Log' }), []],
  ])('are read: %s', (_, manifest, expected) => {
    expect(findingsIn(manifest).filter((line) => line.includes('block-policy/'))).toEqual(expected);
  });

  it('are of the directions that follow from them before 3.23 if types is empty', () => {
    const lines = answers([block({ types: [] }), tier()], '3.22');
    expect(lines).toEqual(DENIES);
  });

  it.each(["all() && feed == 'bad'", "feed == 'bad' || global()"])('can have a selector with %s', (selector) => {
    const rule = { action: 'Deny', destination: { selector, namespaceSelector: 'global()' } };
    expect(() => findingsAlone(block({ egress: [rule] }))).not.toThrow();
    expect(answers([block({ egress: [rule] }), tier()])).toEqual(DENIES);
  });

  it.each(['Allow', 'Log', 'Pass'])('deny, and do not %s, the addresses of a feed', (action) => {
    const rule = { action, destination: { selector: "feed == 'bad'" } };
    expect(findingsIn(block({ egress: [rule] }))).toEqual([]);
  });
});
