import type { Manifest } from '../../../src/base';
import { object, policy, problemsIn } from './policy';

const set = (spec: object, metadata: object = { name: 'mine' }) => object('GlobalNetworkSet', spec, metadata);
const tier = (spec: object, name = 'default') => object('Tier', spec, { name });
const staged = (spec: object) => object('StagedGlobalNetworkPolicy', { stagedAction: 'Delete', ...spec });
const forHosts = (spec: object) => policy({ applyOnForward: true, preDNAT: true, ...spec });

const EGRESS = 'cannot be combined with egress rules, or the type Egress [network-policy/host-options]';
const NONE = 'to set none of them, remove the field [network-policy/field-value]';
const LIST = 'must be a list of strings; quote numbers, true and false [network-policy/field-type]';
const NET = 'is not an address or a CIDR block, such as 192.0.2.0/24 [network-set/nets]';
const DOMAIN =
  'is not a domain name, such as api.example.com or *.example.com, in which one part other than the last can be * [network-set/domains]';
const TYPES = 'must be Ingress, Egress or both [network-policy/types]';
const VERSION =
  'apiVersion = "projectcalico.org/v1": must be projectcalico.org/v3, the only version of this API [network-policy/api-version]';

describe('the fields of a policy, a tier and a network set', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, string[], string?]>([
    ['preDNAT and egress rules', forHosts({ egress: [{ action: 'Allow' }] }), [`spec.preDNAT = true: ${EGRESS}`]],
    ['preDNAT and the type Egress', forHosts({ types: ['Ingress', 'Egress'] }), [`spec.preDNAT = true: ${EGRESS}`]],
    ['doNotTrack alone', policy({ doNotTrack: true }), ['spec.doNotTrack = true: requires applyOnForward: true [network-policy/host-options]']],
    ['preDNAT alone', policy({ preDNAT: true }), ['spec.preDNAT = true: requires applyOnForward: true [network-policy/host-options]']],
    ['a policy to delete with other fields', staged({ order: 1, selector: 'all()' }), ['spec.stagedAction = "Delete": only names the policy to remove, so the API server rejects other fields; remove order, selector [network-policy/staged-delete]']],
    ['a wrong type among others', policy({ types: ['Ingress', 'egress'] }), [`spec.types = ["Ingress","egress"]: ${TYPES}`]],
    ['a number as a type', policy({ types: [7] }), [`spec.types = [7]: ${LIST}`]],
    ['a number as a hint', policy({ performanceHints: [7, 7] }), [`spec.performanceHints = [7,7]: ${LIST}`]],
    ['another hint', policy({ performanceHints: ['AssumeNeededOnEveryNode', 'Faster'] }), ['spec.performanceHints[1] = "Faster": must be AssumeNeededOnEveryNode, the only hint [network-policy/field-value]']],
    ['a name with two dots', policy({}, { name: 'kcnp.security.mine' }), ['metadata.name = "kcnp.security.mine": must contain at most one dot, after the name of the tier, or Calico rejects the policy [network-policy/name]']],
    ...['security.kcnp.kube-admin.mine', 'kcnp.kube-administrators.mine', 'kcnp.kube-admin-mine.x'].map((name): [string, Manifest, string[]] => [`the name ${name}`, policy({}, { name }), [`metadata.name = "${name}": must contain at most one dot, after the name of the tier, or Calico rejects the policy [network-policy/name]`]]),
    ['an empty staged action', staged({ stagedAction: '' }), [`spec.stagedAction = "": must be one of Set, Delete, Learn, Ignore; ${NONE}`], '3.23'],
    ['an empty default action', object('Tier', { defaultAction: '' }), [`spec.defaultAction = "": must be one of Pass, Deny; ${NONE}`], '3.20'],
    ['an empty action', policy({ egress: [{ action: '' }] }), [`spec.egress[0].action = "": must be one of Allow, Deny, Log, Pass; ${NONE}`], '3.12'],
    ['a number as an annotation of a rule', policy({ egress: [{ action: 'Allow', metadata: { annotations: { a: 7 } } }] }), ['spec.egress[0].metadata.annotations = {"a":7}: must be a map of strings; quote numbers, true and false [network-policy/field-type]']],
    ['no types on 3.23', policy({ types: [] }), ['spec.types = []: must not be empty; remove it to derive the types from the rules, or list Ingress or Egress [network-policy/types]'], '3.23'],
    ['another hint on 3.23', policy({ performanceHints: ['Faster'] }), ['spec.performanceHints[0] = "Faster": must be AssumeNeededOnEveryNode, the only hint [network-policy/field-value]'], '3.23'],
    ['no spec on 3.23', object('GlobalNetworkSet', undefined), ['spec: must contain the fields of a GlobalNetworkSet [network-policy/spec-missing]'], '3.23'],
    ['the tier default without its order', tier({}), ['spec.order: must be 1000000 in the tier default, which Calico creates [tier/built-in]']],
    ['another order of the tier kube-admin', tier({ order: 7, defaultAction: 'Pass' }, 'kube-admin'), ['spec.order = 7: must be 1000 in the tier kube-admin, which Calico creates [tier/built-in]']],
    ['the tier kube-baseline without anything', tier({}, 'kube-baseline'), ['spec.defaultAction = "Deny": must be Pass in the tier kube-baseline, which Calico creates [tier/built-in]', 'spec.order: must be 10000000 in the tier kube-baseline, which Calico creates [tier/built-in]']],
    ['the tier kube-baseline without anything on 3.23', tier({}, 'kube-baseline'), ['spec.defaultAction = "Deny": must be Pass in the tier kube-baseline, which Calico creates [tier/built-in]'], '3.23'],
    ['a number as a network of a set', set({ nets: [7, 7] }), [`spec.nets = [7,7]: ${LIST}`]],
    ['a number as a domain of a set', set({ allowedEgressDomains: [7] }), [`spec.allowedEgressDomains = [7]: ${LIST}`]],
    ...['a.example', '', '10.0.0.0/33', '10.0.0.0/ 8', '10.0.0.0/8 ', '10.0.0.0/x8', '10.0.0.0/8/8', '2001:db8::/129', 'fe80::1%eth0', '10.0.0.0/'].map((value): [string, Manifest, string[]] => [`${JSON.stringify(value)} in a set`, set({ nets: ['10.0.0.1', value] }), [`spec.nets[1] = ${JSON.stringify(value)}: ${NET}`]]),
    ...['!a.example', 'a.example!', 'a..example', '*', 'a.*', '*.*.example'].map((value): [string, Manifest, string[]] => [`the domain ${value} in a set`, set({ allowedEgressDomains: ['a.example', value] }), [`spec.allowedEgressDomains[1] = "${value}": ${DOMAIN}`]]),
    ['no spec and another version', { ...object('Tier', undefined), apiVersion: 'projectcalico.org/v1' }, [VERSION], '3.22'],
    ['a spec that is not a map', object('Tier', 7), ['spec = 7: must contain the fields of a Tier [network-policy/spec-missing]'], '3.22'],
  ])('are wrong with %s', (...[, manifest, expected, release]) => {
    expect(problemsIn(manifest, release)).toEqual(expected);
  });

  // biome-ignore format: a table is read by its columns
  it.each<[string, Manifest, string?]>([
    ['preDNAT with an empty list of egress rules', forHosts({ types: ['Ingress'], egress: [] })],
    ['preDNAT with ingress rules', forHosts({ ingress: [{ action: 'Allow' }] })],
    ['doNotTrack with egress rules', policy({ doNotTrack: true, applyOnForward: true, egress: [{ action: 'Allow' }] })],
    ['applyOnForward alone', policy({ applyOnForward: true })],
    ['a policy to delete', staged({ tier: 'security' })],
    ['a staged policy with fields', staged({ stagedAction: 'Set', order: 1 })],
    ['the tier kube-admin', tier({ order: 1_000, defaultAction: 'Pass' }, 'kube-admin')],
    ['the tier kube-baseline', tier({ order: 10_000_000, defaultAction: 'Pass' }, 'kube-baseline')],
    ['the tier kube-baseline without anything before 3.23', tier({}, 'kube-baseline'), '3.22'],
    ['networks at their limits', set({ nets: ['10.0.0.0/32', '10.0.0.0/0', '2001:db8::/128', '2001:db8::1', '10.0.0.1'] })],
    ['names that Calico generates', policy({}, { name: 'kcnp.kube-baseline.mine.too' })],
    ['an empty staged action before 3.23', staged({ stagedAction: '' }), '3.22'],
    ['null as a spec before 3.23', object('Tier', null), '3.22'],
    ['an unknown hint before 3.23', policy({ performanceHints: ['Faster'] }), '3.22'],
  ])('are right with %s', (...[, manifest, release]) => {
    expect(problemsIn(manifest, release)).toEqual([]);
  });

  // The checks of the metadata of any object report them.
  it.each<[string, Manifest]>([
    ...['labels', 'annotations', 'finalizers', 'generateName'].map((field): [string, Manifest] => [
      `${field} of another type`,
      policy({}, { name: 'security.block', [field]: 7 }),
    ]),
    ['a name of a policy that is not a subdomain', policy({}, { name: 'Security.block.feeds' })],
    ['a name of a tier that is not a subdomain', tier({}, 'Security')],
  ])('do not include %s', (_, manifest) => {
    expect(problemsIn(manifest)).toEqual([]);
  });

  it.each<[string, Manifest, string]>([
    ['the namespace', policy({}, { name: 'security.block', namespace: 7 }), 'metadata.namespace = 7'],
    ['the labels of something else', policy({ tier: 7 }), 'spec.tier = 7'],
  ])('include the type of %s', (_, manifest, place) => {
    const quoted = 'must be a string; quote it, as in "7" [network-policy/field-type]';
    expect(problemsIn(manifest)).toEqual([`${place}: ${quoted}`]);
  });

  const rule = (fields: object) => policy({ ingress: [{ action: 'Allow', protocol: 'ICMP', ...fields }] });
  const http = (fields: object) => policy({ ingress: [{ action: 'Allow', http: fields }] });
  const header = { header: 'a', operator: 'Equals', values: ['b'] };

  // biome-ignore format: a table is read by its columns
  it.each<[string, string, Manifest]>([
    ['a GlobalNetworkPolicy', 'spec.odd', policy({ odd: 1 })],
    ['a GlobalNetworkPolicy', 'spec.labels', policy({ labels: {} })],
    ['a GlobalNetworkPolicy', 'odd', { ...policy(), odd: 1 } as Manifest],
    ['a StagedGlobalNetworkPolicy', 'spec.odd', staged({ stagedAction: 'Set', odd: 1 })],
    ['a GlobalNetworkSet', 'spec.odd', set({ odd: 1 })],
    ['a Tier', 'spec.odd', object('Tier', { odd: 1 })],
    ['a rule', 'spec.ingress[0].odd', rule({ odd: 1 })],
    ['the source or destination of a rule', 'spec.ingress[0].source.odd', rule({ source: { odd: 1 } })],
    ['serviceAccounts', 'spec.ingress[0].source.serviceAccounts.odd', rule({ source: { serviceAccounts: { odd: 1 } } })],
    ['services', 'spec.ingress[0].source.services.odd', rule({ source: { services: { name: 'a', namespace: 'b', odd: 1 } } })],
    ['icmp', 'spec.ingress[0].icmp.odd', rule({ icmp: { odd: 1 } })],
    ['icmp', 'spec.ingress[0].notICMP.odd', rule({ notICMP: { odd: 1 } })],
    ['http', 'spec.ingress[0].http.odd', http({ odd: 1 })],
    ['a path', 'spec.ingress[0].http.paths[0].odd', http({ paths: [{ odd: 1 }] })],
    ['a header', 'spec.ingress[0].http.headers[0].odd', http({ headers: [{ ...header, odd: 1 }] })],
    ['the metadata of a rule', 'spec.ingress[0].metadata.odd', rule({ metadata: { odd: 1 } })],
  ])('are those of %s: not %s', (title, path, manifest) => {
    const [problem, ...others] = problemsIn(manifest);
    expect(problem?.split(';')[0]).toBe(`${path}: is not a field of ${title}`);
    expect([problem?.endsWith('[network-policy/unknown-field]'), others]).toEqual([true, []]);
  });

  it('include unknown fields of the metadata', () => {
    const [problem, ...others] = problemsIn(policy({}, { name: 'security.block', label: {} }));
    expect(problem).toMatch(/^metadata\.label: is not a field of metadata; .* \[network-policy\/unknown-field\]$/);
    expect(others).toEqual([]);
  });
});
