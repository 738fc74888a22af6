import { jobsPolicy, podsOf } from './example-manifests';
import type { RuleDescriptions } from './rule';

const RIGHT = jobsPolicy({ destination: podsOf('guardian', 'calico-system') });

/** Rules about what every object of Kubernetes has. */
export const OBJECT_RULES = {
  'object/metadata': {
    what: 'The name, labels, annotations and finalizers of an object must have the form that Kubernetes requires.',
    why: 'The API server rejects the object. Annotations are limited to 256 KiB in total. Their keys may have a prefix in upper case; those of labels may not.',
    releases: 'all',
    bad: RIGHT.replace('metadata:', 'metadata:\n  labels: { team: "red & blue" }'),
    good: RIGHT.replace('metadata:', 'metadata:\n  labels: { team: red-and-blue }'),
  },
} satisfies RuleDescriptions;
