import { isScalar, type Scalar } from 'yaml';
import { isInteger, kubectlValue, type ScalarValue } from '../kubernetes';
import { coreValue } from './yaml-1-2';

/** What kubectl reads a scalar as. */
export interface ReadScalar {
  /** As JSON has it; a number that is too large for JavaScript is the nearest one. */
  readonly value: string | number | boolean | null;
  /** Why kubectl rejects it. */
  readonly problem?: string;
  /** Whether it is a number that JSON does not have. */
  readonly isInfinite?: boolean;
  /** What YAML 1.2 reads, where that differs. */
  readonly otherwise?: string;
}

/** Of 64 bits with a sign. */
export const LARGEST_SIGNED = 2n ** 63n - 1n;

const TAG = 'tag:yaml.org,2002:';

/** Strings that need no second look: YAML 1.1 has no words and numbers that begin so. */
const SIMPLE = /^(?:[^-+.\dyYnNtTfFoO~]|-?[1-9]\d{0,14}$|0$|true$|false$|null$)/;

/** The value of a scalar as kubectl reads it. */
export function kubectlScalar(scalar: Scalar, isJson: boolean): ReadScalar {
  const { source = '', type } = scalar;
  const tag = scalar.tag?.startsWith(TAG) ? scalar.tag.slice(TAG.length) : scalar.tag;
  if (isJson) {
    return { value: type === 'PLAIN' ? (JSON.parse(source) as ReadScalar['value']) : source };
  }
  if (tag === undefined) {
    return type === 'PLAIN' ? untagged(source) : { value: source };
  }
  return tagged(tag, source);
}

/** Whether a node is an empty scalar, or null without quotes. */
export function isNullScalar(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.tag === undefined && kubectlValue(node.source ?? '') === null;
}

function untagged(source: string): ReadScalar {
  const value = kubectlValue(source);
  if (SIMPLE.test(source)) {
    return { value: value as ReadScalar['value'] };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { value, isInfinite: true };
  }
  const read = plain(value);
  const other = coreValue(source);
  return other === read ? { value: read } : { value: read, otherwise: otherwise(read, other) };
}

function otherwise(read: unknown, other: unknown): string {
  return `is ${described(read)} for kubectl, but ${described(other)} in YAML 1.2; quote it if it is a string; otherwise write it in a form that both read the same way`;
}

function described(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value)}`;
    case 'number':
      return `the number ${value}`;
    default:
      return String(value);
  }
}

function tagged(tag: string, source: string): ReadScalar {
  switch (tag) {
    case 'binary':
      return binary(source);
    case 'timestamp':
    case 'bool':
    case 'int':
    case 'float':
    case 'null':
      return ofType(tag, source);
    default:
      return { value: source };
  }
}

function ofType(tag: 'bool' | 'int' | 'float' | 'null' | 'timestamp', source: string): ReadScalar {
  const value = kubectlValue(source);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const fits = {
    bool: typeof value === 'boolean',
    int: isInteger(source),
    float: isNumber && Number.isFinite(Number(value)) && !(typeof value === 'bigint' && value > LARGEST_SIGNED),
    null: value === null,
    timestamp: false,
  }[tag];
  const read = plain(value);
  return fits ? { value: read } : { value: read, problem: `does not fit its tag !!${tag}, and kubectl rejects it` };
}

function binary(source: string): ReadScalar {
  const digits = source.replaceAll(/[\r\n]/g, '');
  const bytes = Buffer.from(digits, 'base64');
  const value = bytes.toString();
  if (!Buffer.from(value).equals(bytes)) {
    return { value, problem: 'does not decode to text, and JSON can represent !!binary only as text' };
  }
  return digits.length % 4 === 0 && /^[\w+/]*={0,2}$/.test(digits) && !digits.includes('_')
    ? { value }
    : { value, problem: 'is not valid base64, as its tag !!binary requires' };
}

function plain(value: ScalarValue): ReadScalar['value'] {
  return typeof value === 'bigint' ? Number(value) : value;
}
