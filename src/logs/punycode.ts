const PREFIX = 'xn--';

/** The constants of RFC 3492, section 5. */
const BASE = 36;
const LEAST_THRESHOLD = 1;
const MOST_THRESHOLD = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE_POINT = 0x80;

const LAST_CODE_POINT = 0x10ffff;
const LARGEST = 0x7fffffff;

/**
 * The first label of a name that starts with `xn--` but is not valid punycode (RFC 3492), which Calico's conversion of
 * names rejects; undefined if there is none. Only the lower-case prefix counts.
 */
export function invalidPunycode(name: string): string | undefined {
  return name.split('.').find((label) => label.startsWith(PREFIX) && !isPunycode(label.slice(PREFIX.length)));
}

/** A decoder without a result, as strict as that of golang.org/x/net, which accepts an empty string. */
function isPunycode(encoded: string): boolean {
  const delimiter = encoded.lastIndexOf('-');
  if (encoded === '' || delimiter === encoded.length - 1) {
    return encoded !== '-';
  }
  if (delimiter === 0) {
    return false;
  }
  let [length, index, codePoint, bias] = [Math.max(delimiter, 0), 0, FIRST_CODE_POINT, FIRST_BIAS];
  let position = delimiter + 1;
  while (position < encoded.length) {
    const step = decodeStep(encoded, position, bias);
    if (step === undefined) {
      return false;
    }
    length += 1;
    bias = adapt(step.delta, length, index === 0);
    index += step.delta;
    codePoint += Math.floor(index / length);
    if (index > LARGEST || codePoint > LAST_CODE_POINT) {
      return false;
    }
    index = (index % length) + 1;
    position = step.end;
  }
  return true;
}

/** One generalized variable-length integer; undefined if it is malformed or too large. */
function decodeStep(encoded: string, start: number, bias: number): { delta: number; end: number } | undefined {
  let [delta, weight] = [0, 1];
  for (let end = start, k = BASE; end < encoded.length; end += 1, k += BASE) {
    const digit = digitOf(encoded.charAt(end));
    if (digit === undefined) {
      return undefined;
    }
    delta += digit * weight;
    const threshold = Math.min(Math.max(k - bias, LEAST_THRESHOLD), MOST_THRESHOLD);
    if (delta > LARGEST) {
      return undefined;
    }
    if (digit < threshold) {
      return { delta, end: end + 1 };
    }
    weight *= BASE - threshold;
    if (weight > LARGEST) {
      return undefined;
    }
  }
  return undefined;
}

function digitOf(character: string): number | undefined {
  const value = /^[a-z0-9]$/i.test(character) ? Number.parseInt(character, BASE) : Number.NaN;
  // Letters come first, then digits.
  return Number.isNaN(value) ? undefined : value >= 10 ? value - 10 : value + 26;
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > ((BASE - LEAST_THRESHOLD) * MOST_THRESHOLD) / 2) {
    rest = Math.floor(rest / (BASE - LEAST_THRESHOLD));
    k += BASE;
  }
  return k + Math.floor(((BASE - LEAST_THRESHOLD + 1) * rest) / (rest + SKEW));
}
