import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = alert();

/** Rules about the file itself, whatever it is for. */
export const FILE_RULES = {
  'yaml/syntax': {
    what: 'A file must be valid YAML or JSON, in UTF-8.',
    why: 'Tools such as kubectl apply nothing after the mistake. Here, the other documents are still checked, but not the one with the mistake. This is a warning if the file was only found in a folder and is unrelated to Calico.',
    releases: 'all',
    bad: RIGHT.replace('  name: network.ssh', '  name: [network.ssh'),
    good: RIGHT,
  },
  'yaml/duplicate-key': {
    what: 'A key must appear only once in a map.',
    why: 'Only the last value is used, without a warning. Strict tools reject the object.',
    releases: 'all',
    bad: alert({ severity: '80\n  severity: 100' }),
    good: RIGHT,
  },
  'yaml/template': {
    what: 'A file must be a finished manifest, not a template.',
    why: 'The result of a template depends on values that it does not contain. This is a warning if the file was only found in a folder and is unrelated to Calico.',
    releases: 'all',
    bad: alert({ severity: '{{ .Values.severity }}' }),
    good: RIGHT,
  },
  'kustomize/patch': {
    what: 'A file that a kustomization lists as a patch is not checked on its own.',
    why: 'A patch contains only what it changes. Check what kustomize builds from the base and its patches instead.',
    releases: 'all',
    bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\nspec:\n  severity: 40\n',
    patchOf: { kustomization: 'overlay/kustomization.yaml' },
    good: RIGHT,
  },
  'kustomize/patched': {
    what: 'Problems in a field of a base are not reported if a patch sets that field.',
    why: 'The patch may fix them. Check what kustomize builds from both. Only patches of kustomizations in the checked folders are known.',
    releases: 'all',
    bad: alert({ severity: undefined }),
    patches: [
      {
        kustomization: 'overlay/kustomization.yaml',
        kind: 'GlobalAlert',
        name: 'network.ssh',
        paths: ['spec.severity'],
      },
    ],
    good: RIGHT,
  },
  'yaml/limit': {
    what: 'A document must have at most 250 levels and 3.5 million tokens, and its aliases must not expand beyond that.',
    why: 'No Kubernetes object comes close to these limits. A larger file could keep this command busy indefinitely.',
    releases: 'all',
    bad: `${alert()}  aggregateBy: ${'['.repeat(260)}source_namespace${']'.repeat(260)}\n`,
    good: alert({ aggregateBy: '[source_namespace]' }),
  },
  'lint/ignore-without-reason': {
    what: 'A comment that turns off a rule must give a reason.',
    why: 'Later readers need to know whether the reason still applies. A comment without a reason has no effect.',
    releases: 'all',
    bad: `# calico-threat-defense-ignore global-alert/severity-range\n${alert({ severity: '0' })}`,
    good: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${alert({ severity: '0' })}`,
    besides: ['global-alert/severity-range'],
  },
  'lint/ignore-unused': {
    what: 'A comment that turns off a rule should be above an object that violates the rule.',
    why: 'Either the problem is fixed or the rule is misspelled. An unused comment could hide a later problem.',
    releases: 'all',
    bad: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${RIGHT}`,
    good: RIGHT,
  },
} satisfies RuleDescriptions;
