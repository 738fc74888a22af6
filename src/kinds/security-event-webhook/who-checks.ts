/** What happens to a webhook that breaks a rule of Calico's own validation, which native v3 CRDs do not have. */
export const REFUSED =
  'The API server rejects a webhook that breaks this rule. With native v3 CRDs (a preview in 3.23, the default in 3.24), the webhook is stored and fails on the cluster.';

/** What happens to a webhook that breaks a rule which no API server has. */
export const FAILS =
  'The API server accepts a webhook that breaks this rule, but the webhook then fails on the cluster.';
