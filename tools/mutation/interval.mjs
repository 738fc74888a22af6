/*
 * What a random sample tells about the share of all.
 */

/** Standard deviations from the mean that contain 95 % of a normal distribution. */
const DEVIATIONS = 1.96;

/**
 * The interval that contains the share of `all` with a probability of 95 %, by Wilson's formula. The sample is one without
 * replacement, so it counts for more the larger its part of all is, and of all it is exact.
 *
 * @param {{ hits: number, sampled: number, all: number }} sample
 * @returns {{ low: number, high: number }} shares from 0 to 1
 * @see https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function intervalOf({ hits, sampled, all }) {
  if (sampled === 0) {
    return { low: 0, high: 1 };
  }
  const share = hits / sampled;
  if (sampled >= all) {
    return { low: share, high: share };
  }
  const weight = (DEVIATIONS ** 2 * (all - sampled)) / (sampled * (all - 1));
  const middle = (share + weight / 2) / (1 + weight);
  const radius = Math.sqrt(weight * share * (1 - share) + weight ** 2 / 4) / (1 + weight);
  return { low: middle - radius, high: middle + radius };
}
