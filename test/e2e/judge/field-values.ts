import fc from 'fast-check';

export type Data = Record<string, unknown>;

export const SEVERITIES = fc.integer({ min: 1, max: 100 });

/** Texts without variables that say something. */
export const texts = fc
  .oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
  .map((text) => `a${text.replaceAll('$', '')}`);

/** Times that Calico takes. */
export const durations = fc.oneof(
  fc.constantFrom('5m', '1h30m', '0s', '0', '10m0s', '90s', '60000ms', '1.5h', '+5m', '5m0.5s'),
  fc.integer({ min: 1, max: 1_000 }).map((minutes) => `${minutes}m`),
);
