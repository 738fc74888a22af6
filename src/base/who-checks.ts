/** What happens to an object that breaks its schema. */
export const REJECTED = 'Otherwise, the API server rejects the object.';

/** What happens to an alert that breaks a rule of Calico's own validation, which native v3 CRDs do not have. */
export const UNREAD =
  'The API server rejects an alert that breaks this rule. With native v3 CRDs (a preview in 3.23, the default in 3.24), the alert is stored and never runs.';

/** What happens to an alert that breaks a rule that is part of the schema from 3.24 on. */
export const REFUSED_BY_SCHEMA =
  'The API server rejects an alert that breaks this rule. On 3.23 with native v3 CRDs (a preview), the alert is stored and never runs.';
