/** What happens to an exception whose query only Calico's own validation checks, which native v3 CRDs do not have. */
export const SKIPPED =
  'The API server rejects an exception that breaks this rule (observed, not documented). With native v3 CRDs (a preview in 3.23, the default in 3.24), the exception is stored and hides nothing.';
