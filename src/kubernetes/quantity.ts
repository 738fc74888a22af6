const QUANTITY = /^([+-]?\d+(?:\.\d+)?)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The number that a Kubernetes quantity means (`500m`, `1G`, `32Mi`, `0.5`); undefined if it is not a quantity. */
export function quantityValue(value: unknown): number | undefined {
  const [, amount, suffix = '', exponent] = QUANTITY.exec(String(value)) ?? [];
  if (amount === undefined) {
    return undefined;
  }
  if (exponent !== undefined) {
    return Number(`${amount}e${exponent}`);
  }
  const binary = BINARY.indexOf(suffix);
  return binary > 0 ? Number(amount) * 1024 ** binary : Number(`${amount}e${3 * (DECIMAL.indexOf(suffix) - 3)}`);
}

const FORM = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:\d+(?:\.\d*)?|\.\d+))?$/;

/** Whether the schema of a CRD accepts a value as a quantity: a whole number, or a string such as `500m` or `1Gi`. */
export function isQuantity(value: unknown): boolean {
  return typeof value === 'string' ? FORM.test(value) : Number.isInteger(value);
}
