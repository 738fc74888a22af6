import { jobsPolicy, podsOf } from './example-manifests';
import type { RuleDescriptions } from './rule';

const GUARDIAN = podsOf('guardian', 'calico-system');
const OLD_GUARDIAN = podsOf('tigera-guardian', 'tigera-guardian');
const RIGHT = jobsPolicy({ destination: GUARDIAN });
const ALL = 'all';
const WITH_PREFIX = { releases: 'up to 3.22, and Calico Cloud up to 22.x', on: '3.22' };

/** Rules about the policies of Calico that are in Tigera's tier, or let the AD jobs reach Elasticsearch. */
export const POLICY_RULES = {
  'tigera-policy/tier': {
    what: "Policies for Tigera's components must be in the tier that the release has for them.",
    why: 'The tier allow-tigera was renamed to calico-system. A policy in a tier that does not exist has no effect.',
    releases: ALL,
    bad: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
    good: RIGHT,
    alsoBad: [RIGHT],
  },
  'tigera-policy/name-prefix': {
    ...WITH_PREFIX,
    what: 'The name of a policy must begin with the name of its tier and a dot. In the tier default, the prefix is optional.',
    why: 'Otherwise the API server rejects the policy.',
    bad: jobsPolicy({ tier: 'allow-tigera', name: 'allow-anomaly-detection', destination: GUARDIAN }),
    good: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
  },
  'tigera-policy/selector-syntax': {
    what: 'Selectors of a policy must be valid Calico selectors.',
    why: 'A policy with an invalid selector is rejected, or stored and never applied, depending on how Calico was installed.',
    releases: ALL,
    bad: jobsPolicy({ destination: ["selector: k8s-app = 'guardian'"] }),
    good: RIGHT,
  },
  'tigera-policy/guardian-namespace': {
    what: 'Policies must select guardian in the namespace in which the release runs it.',
    why: 'Guardian moved from tigera-guardian to calico-system. A policy that selects the old namespace allows nothing.',
    releases: ALL,
    bad: jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') }),
    good: RIGHT,
    alsoBad: [RIGHT],
  },
  'tigera-policy/guardian-label': {
    what: 'Policies must select the pods of guardian by the label that the release gives them.',
    why: 'The label k8s-app changed from tigera-guardian to guardian. A policy that selects the old label matches no pod.',
    releases: ALL,
    bad: jobsPolicy({ destination: podsOf('tigera-guardian', 'calico-system') }),
    good: RIGHT,
    alsoBad: [jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') })],
  },
  'tigera-policy/guardian-service': {
    what: "Policies must refer to guardian's Service by the name and namespace that it has on the release.",
    why: 'Its name and its namespace changed. A policy that refers to the old Service allows nothing.',
    releases: ALL,
    bad: jobsPolicy({ destination: ['services:', '  name: tigera-guardian', '  namespace: tigera-guardian'] }),
    good: jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] }),
    alsoBad: [jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] })],
  },
  'tigera-policy/elasticsearch-path': {
    what: 'Policies of the AD jobs should allow the path to Elasticsearch on this release and topology.',
    why: 'A managed cluster reaches it through guardian, other clusters through es-gateway, or directly before 3.9.',
    releases: '3.7 to 3.18.0, where the AD jobs run',
    on: '3.12',
    bad: jobsPolicy({
      tier: 'allow-tigera',
      destination: [
        "selector: k8s-app == 'tigera-secure-es-gateway'",
        "namespaceSelector: name == 'tigera-elasticsearch'",
      ],
    }),
    good: jobsPolicy({ tier: 'allow-tigera', destination: OLD_GUARDIAN }),
  },
} satisfies RuleDescriptions;
