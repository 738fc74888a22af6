import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Comparator, QueryLeaf, QueryLiteral, QueryNode } from '../query';
import { matchesWildcard } from './matching';

/** Whether a record matches a query; `maybe` if that depends on unknown fields. */
export type Possible = 'yes' | 'no' | 'maybe';

/** The known fields of a record, as strings; other fields can have any value. */
export type KnownFields = Readonly<Record<string, string>>;

/** What NOT makes of a verdict. */
export const OPPOSITES = { yes: 'no', no: 'yes', maybe: 'maybe' } as const;

/** Whether records with the known fields match a query, regardless of their other fields. */
export function possibleMatch(node: QueryNode, known: KnownFields): Possible {
  return possibleMatchBy(node, (leaf) => possibleTerm(leaf, known));
}

/** Whether records match a query, by what is known about its conditions on single fields. */
export function possibleMatchBy(node: QueryNode, term: (leaf: QueryLeaf) => Possible): Possible {
  switch (node.kind) {
    case 'all':
      return 'yes';
    case 'and':
      return weakest(
        node.operands.map((operand) => possibleMatchBy(operand, term)),
        'no',
        'yes',
      );
    case 'or':
      return weakest(
        node.operands.map((operand) => possibleMatchBy(operand, term)),
        'yes',
        'no',
      );
    case 'not':
      return OPPOSITES[possibleMatchBy(node.operand, term)];
    default:
      return term(node);
  }
}

/** The same for a condition on one field. */
export function possibleTerm(leaf: QueryLeaf, known: KnownFields): Possible {
  const value = Object.hasOwn(known, leaf.key) ? known[leaf.key] : undefined;
  if (value === undefined) {
    return 'maybe';
  }
  if (leaf.kind === 'comparison') {
    return possible(compare(value, leaf.comparator, leaf.value.text));
  }
  if (leaf.kind === 'emptiness' || leaf.members === undefined) {
    return 'maybe';
  }
  const isMember = hasMember(leaf.members, value);
  return possible(isMember === (leaf.operator === 'IN'));
}

/** Sets of substitutions that were searched for a value: a query may refer to one of them many times. */
const SEARCHED = new WeakMap<readonly QueryLiteral[], Map<string, boolean>>();

function hasMember(members: readonly QueryLiteral[], value: string): boolean {
  const searched = SEARCHED.get(members) ?? new Map<string, boolean>();
  SEARCHED.set(members, searched);
  const found = searched.get(value) ?? members.some(({ text }) => matchesWildcard(text, value));
  searched.set(value, found);
  return found;
}

function possible(matches: boolean): Possible {
  return matches ? 'yes' : 'no';
}

/** A single operand with the first verdict decides; the second verdict requires all operands. */
function weakest(operands: readonly Possible[], decides: Possible, otherwise: Possible): Possible {
  if (operands.includes(decides)) {
    return decides;
  }
  return operands.every((operand) => operand === otherwise) ? otherwise : 'maybe';
}

function compare(value: string, comparator: Comparator, text: string): boolean {
  switch (comparator) {
    case '=':
      return equals(value, text);
    case '!=':
      return !equals(value, text);
    default:
      return ORDERS[comparator](order(value, text));
  }
}

const ORDERS = {
  '<': (sign: number) => sign < 0,
  '<=': (sign: number) => sign <= 0,
  '>': (sign: number) => sign > 0,
  '>=': (sign: number) => sign >= 0,
} as const;

/** Numbers are compared by value; an address is equal to the CIDR blocks that contain it. */
function equals(value: string, text: string): boolean {
  return (
    value === text || (isNumber(value) && isNumber(text) && Number(value) === Number(text)) || inBlock(value, text)
  );
}

function order(value: string, text: string): number {
  if (isNumber(value) && isNumber(text)) {
    return Number(value) - Number(text);
  }
  if (isIPv4(value) && isIPv4(text)) {
    return addressNumber(value) - addressNumber(text);
  }
  return value < text ? -1 : Number(value > text);
}

function isNumber(text: string): boolean {
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
}

function addressNumber(address: string): number {
  return address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

function inBlock(value: string, text: string): boolean {
  const [address = '', length = ''] = text.split('/');
  if (!/^\d{1,3}$/.test(length) || isIP(value) === 0 || isIP(address) === 0) {
    return false;
  }
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  if (Number(length) > (family === 'ipv4' ? 32 : 128)) {
    return false;
  }
  const block = new BlockList();
  block.addSubnet(address, Number(length), family);
  return block.check(value, isIPv4(value) ? 'ipv4' : 'ipv6');
}
