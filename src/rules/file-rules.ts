import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = alert();

/** Rules about the file itself, whatever it is for. */
export const FILE_RULES = {
  'yaml/syntax': {
    what: 'A file is YAML or JSON, in UTF-8.',
    why: 'Tools such as kubectl apply nothing that comes behind the mistake. Here the other documents are still checked, and the one with the mistake is not. In a file that was only found below a folder and has nothing to do with Calico, this is a warning.',
    releases: 'all',
    bad: RIGHT.replace('  name: network.ssh', '  name: [network.ssh'),
    good: RIGHT,
  },
  'yaml/duplicate-key': {
    what: 'A key stands once in its map.',
    why: 'What is read is the last of them, without a word; tools that are strict refuse the object.',
    releases: 'all',
    bad: alert({ severity: '80\n  severity: 100' }),
    good: RIGHT,
  },
  'yaml/template': {
    what: 'A file is a finished manifest, not a template that makes one.',
    why: 'What a template makes depends on values that are not in it. In a file that was only found below a folder and has nothing to do with Calico, this is a warning.',
    releases: 'all',
    bad: alert({ severity: '{{ .Values.severity }}' }),
    good: RIGHT,
  },
  'kustomize/patch': {
    what: 'A file that a kustomization names as a patch is not checked by itself.',
    why: 'A patch holds only what it changes. Whether the object is right shows in what kustomize makes of base and patches, which can be checked instead.',
    releases: 'all',
    bad: 'apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata:\n  name: network.ssh\nspec:\n  severity: 40\n',
    patchOf: { kustomization: 'overlay/kustomization.yaml' },
    good: RIGHT,
  },
  'kustomize/patched': {
    what: 'What is wrong with a field of a base that a patch sets is not reported.',
    why: 'The patch may put it right. Whether it does shows in what kustomize makes of both. Only patches of kustomizations in the folders that are checked are known.',
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
    what: 'A document is no deeper than 250 levels, no larger than 3.5 million tokens, and aliases do not blow it up.',
    why: 'No Kubernetes object comes near these limits; a file that does could keep this command busy for ever.',
    releases: 'all',
    bad: `${alert()}  aggregateBy: ${'['.repeat(260)}source_namespace${']'.repeat(260)}\n`,
    good: alert({ aggregateBy: '[source_namespace]' }),
  },
  'lint/ignore-without-reason': {
    what: 'A comment that turns a rule off says why.',
    why: 'Who reads it a year later has to know whether the reason still holds. Without one the comment turns nothing off.',
    releases: 'all',
    bad: `# calico-threat-defense-ignore global-alert/severity-range\n${alert({ severity: '0' })}`,
    good: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${alert({ severity: '0' })}`,
    besides: ['global-alert/severity-range'],
  },
  'lint/ignore-unused': {
    what: 'A comment that turns a rule off stands above an object in which the rule finds something.',
    why: 'The mistake that it was written for is gone, or the rule is misspelt: one day it would hide something else.',
    releases: 'all',
    bad: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${RIGHT}`,
    good: RIGHT,
  },
} satisfies RuleDescriptions;
