import { isDeepStrictEqual } from 'node:util';
import { decode, readDocuments } from '../../../src/reading';

/** What kubectl made of a file. */
export interface KubectlAnswer {
  readonly documents: readonly unknown[];
  readonly error?: string;
}

/** What our reader made of it. */
interface OurReading {
  readonly documents: readonly unknown[];
  readonly rules: readonly string[];
  readonly messages: readonly string[];
}

export function ourReading(bytes: Uint8Array): OurReading {
  const { text, problem } = decode(bytes);
  if (problem !== undefined) {
    return { documents: [], rules: ['yaml/syntax'], messages: [problem.message] };
  }
  const documents: unknown[] = [];
  const found = [];
  for (const { content, problems } of readDocuments(text)) {
    found.push(...problems, ...(content?.problems ?? []));
    if (content !== undefined && content.plain.data !== null) {
      documents.push(content.plain.data);
    }
  }
  const errors = found.filter(({ severity }) => severity === 'error');
  return { documents, rules: errors.map(({ rule }) => rule), messages: errors.map(({ message }) => message) };
}

export type Verdict = 'same' | 'silent' | 'unnamed' | 'named' | 'needless';

/**
 * `silent`: read differently without a finding. `unnamed`: we say invalid YAML, kubectl reads something. `needless`: we say
 * that kubectl reads something else, but it does not.
 */
export function verdict(ours: OurReading, kubectl: KubectlAnswer): Verdict {
  const isSame = kubectl.error === undefined && isDeepStrictEqual(plain(ours.documents), plain(kubectl.documents));
  if (ours.rules.length === 0) {
    return isSame ? 'same' : 'silent';
  }
  if (ours.rules.every((rule) => rule === 'yaml/read-otherwise')) {
    return isSame ? 'needless' : 'named';
  }
  return kubectl.error !== undefined || ours.rules.some((rule) => rule !== 'yaml/syntax') ? 'named' : 'unnamed';
}

/** As JSON: without the prototypes of our maps, and with one zero. */
function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => (value === 0 ? 0 : value));
}
