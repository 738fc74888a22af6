import type { Scalar } from 'yaml';
import { isInteger, kubectlValue } from '../kubernetes';
import { kubectlScalar, LARGEST_SIGNED } from './kubectl-scalar';

/** Digits before the point up to which Go prints a number without an exponent. */
const LONGEST = 6;

/** The string that kubectl makes of a scalar that is a key; undefined where it rejects it. */
export function kubectlKey(scalar: Scalar, isJson: boolean): string | undefined {
  const { source = '', tag } = scalar;
  const { value } = kubectlScalar(scalar, isJson);
  if (typeof value !== 'number') {
    return value === null ? undefined : String(value);
  }
  if (!isInteger(source) || tag?.endsWith(':float')) {
    return floatKey(value);
  }
  const exact = BigInt(kubectlValue(source) as number | bigint);
  return exact > LARGEST_SIGNED ? undefined : String(exact);
}

/** A key that is no integer is rounded to 32 bits. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) {
    return Number.isNaN(single) ? '.nan' : single < 0 ? '-.inf' : '.inf';
  }
  let precision = 1;
  while (precision < 9 && Math.fround(Number(single.toPrecision(precision))) !== single) {
    precision += 1;
  }
  const [digits = '', exponent = '0'] = single.toExponential(precision - 1).split('e');
  if (Number(exponent) >= -4 && Number(exponent) < LONGEST) {
    return Number(single.toPrecision(precision)).toString();
  }
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${digits}e${sign}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`;
}
