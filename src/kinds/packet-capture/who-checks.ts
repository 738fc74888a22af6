/** What happens to a capture that breaks a rule of Calico's own validation, which native v3 CRDs do not have. */
export const NOT_IN_SCHEMA =
  'The API server rejects the capture. With native v3 CRDs (a preview in 3.23, the default in 3.24), the schema does not check this, so the capture is stored.';

/** The same, for what no public page says. */
export const OBSERVED = 'API servers were observed to reject it, which is not documented.';
