import { alert } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = alert();

/** Rules about every object of Calico's, whatever its kind. */
export const CALICO_OBJECT_RULES = {
  'calico-object/unknown-kind': {
    what: "An object in Calico's API group should be of a kind that exists in this group.",
    why: 'Any other kind is rejected by kubectl. No check applies to it either, so a misspelled kind would pass unnoticed.',
    releases: 'all',
    bad: RIGHT.replace('kind: GlobalAlert', 'kind: GlobalAlerts'),
    good: RIGHT,
  },
  'calico-object/group': {
    what: "An object of one of Calico's kinds should have the apiVersion projectcalico.org/v3.",
    why: 'The kind does not exist in any other group or version. The object is rejected by kubectl, and no check applies to it.',
    releases: 'all',
    bad: RIGHT.replace('projectcalico.org/v3', 'v3'),
    good: RIGHT,
  },
  'calico-object/storage-group': {
    what: 'An object must use projectcalico.org/v3, not crd.projectcalico.org/v1.',
    why: "Calico's API server stores its data in the group crd.projectcalico.org. Objects that are written there directly are never validated, and installations with native v3 CRDs do not have this group. For kinds that open-source Calico also has, this is a warning.",
    releases: 'all',
    bad: RIGHT.replace('projectcalico.org/v3', 'crd.projectcalico.org/v1'),
    good: RIGHT,
  },
  'calico-object/namespace': {
    what: 'An object of a cluster-scoped kind should not have a namespace.',
    why: 'The field is ignored by kubectl, but other tools, such as Terraform and Config Sync, reject the object.',
    releases: 'all',
    bad: RIGHT.replace('  name: network.ssh', '  name: network.ssh\n  namespace: security'),
    good: RIGHT,
  },
  'calico-object/placeholder': {
    what: 'Placeholders such as ${NAME}, <name>, {{ name }} or CHANGEME should be replaced.',
    why: 'Calico uses the string as it is: an alert then looks for records of a namespace called <namespace>. This is an error if the field cannot contain such a string.',
    releases: 'all',
    bad: alert({ query: 'dest_port = 22 AND dest_namespace = "<namespace>"' }),
    good: alert({ query: 'dest_port = 22 AND dest_namespace = dev' }),
  },
  'calico-object/shell-escape': {
    what: 'A string should not contain a backslash followed by a dollar sign.',
    why: 'The backslash keeps a shell from replacing the variable. In a file that no shell processes, it remains and appears in every event.',
    releases: 'all',
    bad: alert({ description: 'SSH from \\${source_namespace}', aggregateBy: '[source_namespace]' }),
    good: alert({ description: 'SSH from ${source_namespace}', aggregateBy: '[source_namespace]' }),
  },
  'calico-object/indentation': {
    what: 'The fields of metadata and spec must be indented below them.',
    why: 'Otherwise they become fields of the object itself, which does not have them, and metadata or spec is empty. No other check runs on the object, because all other findings would follow from this one.',
    releases: 'all',
    bad: RIGHT.replace(/ {2}(?=description|severity|dataSet|query)/g, ''),
    good: RIGHT,
  },
} satisfies RuleDescriptions;
