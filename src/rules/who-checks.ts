/** What happens to an alert that breaks a rule of Calico's own validation, which native v3 CRDs do not have. */
export const UNREAD =
  'The API server refuses the alert. With native v3 CRDs (3.23 as a preview, 3.24 by default) the alert is stored and never runs.';

/** What happens to an alert that breaks a rule which the schema holds since 3.24. */
export const REFUSED_BY_SCHEMA =
  'The API server refuses the alert. On 3.23 with native v3 CRDs (a preview) the alert is stored and never runs.';
