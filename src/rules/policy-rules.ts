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
    what: "Policies of Tigera's components are in the tier that the release has for them.",
    why: 'The tier allow-tigera became calico-system. In a tier that does not exist, a policy does nothing.',
    releases: ALL,
    bad: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
    good: RIGHT,
    alsoBad: [RIGHT],
  },
  'tigera-policy/name-prefix': {
    ...WITH_PREFIX,
    what: 'The name of a policy begins with the name of its tier and a dot. In the tier default, the prefix is optional.',
    why: 'The API server refuses the policy otherwise.',
    bad: jobsPolicy({ tier: 'allow-tigera', name: 'allow-anomaly-detection', destination: GUARDIAN }),
    good: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
  },
  'tigera-policy/selector-syntax': {
    what: 'Selectors of a policy follow the grammar of Calico.',
    why: 'A policy with another selector is refused, or stored and never applied, depending on how Calico was installed.',
    releases: ALL,
    bad: jobsPolicy({ destination: ["selector: k8s-app = 'guardian'"] }),
    good: RIGHT,
  },
  'tigera-policy/guardian-namespace': {
    what: 'Policies look for guardian in the namespace where the release runs it.',
    why: 'It moved from tigera-guardian to calico-system; a policy for the old namespace opens nothing.',
    releases: ALL,
    bad: jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') }),
    good: RIGHT,
    alsoBad: [RIGHT],
  },
  'tigera-policy/guardian-label': {
    what: 'Policies select the pods of guardian by the label that the release gives them.',
    why: 'The label k8s-app changed from tigera-guardian to guardian; a policy for the old one matches no pod.',
    releases: ALL,
    bad: jobsPolicy({ destination: podsOf('tigera-guardian', 'calico-system') }),
    good: RIGHT,
    alsoBad: [jobsPolicy({ destination: podsOf('guardian', 'tigera-guardian') })],
  },
  'tigera-policy/guardian-service': {
    what: 'Policies name the service of guardian as the release has it.',
    why: 'Its name and its namespace changed; a policy for the old service opens nothing.',
    releases: ALL,
    bad: jobsPolicy({ destination: ['services:', '  name: tigera-guardian', '  namespace: tigera-guardian'] }),
    good: jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] }),
    alsoBad: [jobsPolicy({ destination: ['services:', '  name: guardian', '  namespace: calico-system'] })],
  },
  'tigera-policy/elasticsearch-path': {
    what: 'Policies of the AD jobs open the path that leads to Elasticsearch on this release and topology.',
    why: 'A managed cluster reaches it through guardian; other clusters do through es-gateway, and directly before 3.9.',
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
