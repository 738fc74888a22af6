import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = alert();

/** Rules about every object of Calico's, whatever its kind. */
export const CALICO_OBJECT_RULES = {
  'calico-object/unknown-kind': {
    what: "An object in Calico's API group is of a kind that this group has.",
    why: 'Any other kind is refused by kubectl, and no check looks at it: a misspelt kind would pass without a word.',
    releases: 'all',
    bad: RIGHT.replace('kind: GlobalAlert', 'kind: GlobalAlerts'),
    good: RIGHT,
  },
  'calico-object/group': {
    what: "An object of one of Calico's kinds has the apiVersion projectcalico.org/v3.",
    why: 'There is no such kind in any other group or version: kubectl refuses the object, and no check looks at it.',
    releases: 'all',
    bad: RIGHT.replace('projectcalico.org/v3', 'v3'),
    good: RIGHT,
  },
  'calico-object/storage-group': {
    what: 'An object is written as projectcalico.org/v3, not as crd.projectcalico.org/v1.',
    why: "The group crd.projectcalico.org is the storage of Calico's API server. What is written there by hand was never validated, and installations with native v3 CRDs do not have the group. For kinds that open-source Calico has too, this is a warning.",
    releases: 'all',
    bad: RIGHT.replace('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
    good: RIGHT,
  },
  'calico-object/namespace': {
    what: 'An object of a cluster-scoped kind has no namespace.',
    why: 'The field is ignored by kubectl, but other tools, such as Terraform and Config Sync, refuse the object.',
    releases: 'all',
    bad: RIGHT.replace('  name: network.ssh', '  name: network.ssh\n  namespace: security'),
    good: RIGHT,
  },
  'calico-object/placeholder': {
    what: 'No string holds a placeholder, such as ${NAME}, <name>, {{ name }} or CHANGEME, that was never filled in.',
    why: 'Calico takes the string as it is: an alert then looks for records of a namespace called <namespace>. It is an error where the field cannot hold such a string.',
    releases: 'all',
    bad: alert({ query: 'dest_port = 22 AND dest_namespace = "<namespace>"' }),
    good: alert({ query: 'dest_port = 22 AND dest_namespace = dev' }),
  },
  'calico-object/shell-escape': {
    what: 'No string holds a dollar sign with a backslash in front.',
    why: 'The backslash keeps a shell from replacing the variable. In a file that no shell reads it stays, and every event shows it.',
    releases: 'all',
    bad: alert({ description: 'SSH from \\${source_namespace}', aggregateBy: '[source_namespace]' }),
    good: alert({ description: 'SSH from ${source_namespace}', aggregateBy: '[source_namespace]' }),
  },
  'calico-object/indentation': {
    what: 'The fields of metadata and spec are indented below them.',
    why: 'Otherwise they are fields of the object itself, which has no such fields, and metadata or spec is empty. The other checks are skipped for the object, since all that they would find follows from this.',
    releases: 'all',
    bad: RIGHT.replace(/ {2}(?=description|severity|dataSet|query)/g, ''),
    good: RIGHT,
  },
} satisfies RuleDescriptions;
