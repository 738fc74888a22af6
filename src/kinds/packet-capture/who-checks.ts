/** What happens to a capture with a value that the documentation does not list, and that native v3 CRDs do not check. */
export const NOT_IN_SCHEMA =
  'The documentation defines no other form. API servers were observed to reject others. With native v3 CRDs (a preview in 3.23, the default in 3.24), the schema does not check this, so the capture is stored.';

/** The same, for what no public page says. */
export const OBSERVED = 'API servers were observed to reject it, which is not documented.';
