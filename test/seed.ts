/** Of runs without a seed of their own, so that the same commit gets the same answer. */
const USUAL = 20_261_126;

/**
 * The seed of the random cases of a test.
 *
 * @param variable the environment variable that sets it: a number, or `random` for another one in each run
 */
export function seedOf(variable: string): number {
  const value = process.env[variable] ?? String(USUAL);
  if (value === 'random') {
    return Math.floor(Math.random() * 2 ** 31);
  }
  if (!/^\d{1,10}$/.test(value)) {
    throw new Error(`${variable} is ${JSON.stringify(value)}, but must be a number of at most 10 digits, or random`);
  }
  return Number(value);
}
