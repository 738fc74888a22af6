/** What happens to a feed that breaks a rule of Calico's own validation, which native v3 CRDs do not have. */
export const IGNORED =
  'The API server rejects a feed that breaks this rule. With native v3 CRDs (a preview in 3.23, the default in 3.24), the feed is stored and fails on the cluster.';

/** What happens to a feed that breaks a rule that is part of the schema from 3.24 on. */
export const REFUSED_BY_SCHEMA =
  'The API server rejects a feed that breaks this rule. On 3.23 with native v3 CRDs (a preview), the feed is stored and fails on the cluster.';
