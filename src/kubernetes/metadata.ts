import { isMap, type Keys, type Manifest, valueAt } from '../base';
import { annotationKeyProblem, finalizerProblem, labelKeyProblem, labelValueProblem } from './names';
import { nameProblem } from './object-names';

/** A problem in the metadata of an object for which the API server rejects it. */
export interface MetadataProblem {
  readonly field: 'name' | 'generateName' | 'labels' | 'annotations' | 'finalizers';
  readonly keys: Keys;
  readonly value?: unknown;
  readonly message: string;
  /** Whether it is about the type of a value, and not about what is in it. */
  readonly ofType?: boolean;
}

type Field = MetadataProblem['field'];

const KIB = 1_024;
const MOST_ANNOTATIONS = 256 * KIB;

/** Why the API server rejects the metadata of any object, including the metadata of its pods. */
export function metadataProblems(object: Manifest): MetadataProblem[] {
  const metadata = valueAt(object, 'metadata');
  return [
    ...nameProblems(object),
    ...labelProblems(valueAt(metadata, 'labels'), ['metadata', 'labels']),
    ...annotationProblems(valueAt(metadata, 'annotations'), ['metadata', 'annotations']),
    ...finalizerProblems(valueAt(metadata, 'finalizers'), isBuiltIn(object)),
    ...templatesOf(object).flatMap((keys) => templateProblems(object, keys)),
  ];
}

/** Labels, or what has their form, such as the node selector of a pod. */
export function labelProblems(labels: unknown, keys: Keys): MetadataProblem[] {
  return entriesOf(labels, 'labels', keys, (key, text) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(text);
    return message === undefined ? undefined : { value: text, message };
  });
}

function annotationProblems(annotations: unknown, keys: Keys): MetadataProblem[] {
  const problems = entriesOf(annotations, 'annotations', keys, (key) => {
    const message = annotationKeyProblem(key);
    return message === undefined ? undefined : { message };
  });
  const size = sizeOf(annotations);
  if (size <= MOST_ANNOTATIONS) {
    return problems;
  }
  const message = `must not exceed ${MOST_ANNOTATIONS / KIB} KiB in total (keys and values); the size is ${size} bytes`;
  return [...problems, { field: 'annotations', keys, message }];
}

/** The API server counts bytes of UTF-8. */
function sizeOf(annotations: unknown): number {
  return isMap(annotations)
    ? Object.entries(annotations).reduce(
        (sum, [key, value]) =>
          sum + Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0),
        0,
      )
    : 0;
}

/** Null is the empty string for Kubernetes, as a value and as a map. */
function entriesOf(
  map: unknown,
  field: Field,
  keys: Keys,
  problemOf: (key: string, text: string) => Pick<MetadataProblem, 'value' | 'message'> | undefined,
): MetadataProblem[] {
  if (map === undefined || map === null) {
    return [];
  }
  if (!isMap(map)) {
    return [{ field, keys, value: map, message: 'must be a map of strings', ofType: true }];
  }
  return Object.entries(map).flatMap(([key, value]): MetadataProblem[] => {
    const at = [...keys, key];
    if (value !== null && typeof value !== 'string') {
      return [{ field, keys: at, value, message: 'must be a string; quote it', ofType: true }];
    }
    const problem = problemOf(key, value ?? '');
    return problem === undefined ? [] : [{ field, keys: at, ...problem }];
  });
}

function finalizerProblems(finalizers: unknown, builtIn: boolean): MetadataProblem[] {
  const field = 'finalizers';
  if (finalizers === undefined || finalizers === null) {
    return [];
  }
  if (!Array.isArray(finalizers)) {
    return [{ field, keys: ['metadata', 'finalizers'], value: finalizers, message: 'must be a list', ofType: true }];
  }
  const problems = finalizers.flatMap((value, index): MetadataProblem[] => {
    const keys = ['metadata', 'finalizers', index];
    if (typeof value !== 'string') {
      return [{ field, keys, value, message: 'must be a string; quote it', ofType: true }];
    }
    const message = finalizerProblem(value, builtIn);
    return message === undefined ? [] : [{ field, keys, value, message }];
  });
  const message = 'must not contain both orphan and foregroundDeletion, which are mutually exclusive';
  return finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')
    ? [...problems, { field, keys: ['metadata', 'finalizers'], message }]
    : problems;
}

/** Of the two names one is enough. */
function nameProblems(object: Manifest): MetadataProblem[] {
  const name = valueAt(object, 'metadata', 'name') ?? '';
  const prefix = valueAt(object, 'metadata', 'generateName') ?? '';
  return [
    ...(name === '' && prefix !== ''
      ? []
      : nameFinding('name', valueAt(object, 'metadata', 'name'), (text) => nameProblem(object.kind, text))),
    ...(prefix === ''
      ? []
      : nameFinding('generateName', prefix, (text) => prefixProblem(object.kind, text, name === ''))),
  ];
}

function nameFinding(
  field: 'name' | 'generateName',
  value: unknown,
  problemOf: (text: string) => string | undefined,
): MetadataProblem[] {
  const keys = ['metadata', field];
  if (typeof (value ?? '') !== 'string') {
    return [{ field, keys, value, message: 'must be a string; quote it', ofType: true }];
  }
  const message = problemOf((value ?? '') as string);
  return message === undefined ? [] : [{ field, keys, value, message }];
}

/** Of the prefix so much is kept that the five characters that are added to it have room. */
const LONGEST_PREFIX = 58;

/** A prefix may end with a hyphen. Where it is used, the name that is made from it must be legal, too. */
function prefixProblem(kind: unknown, prefix: string, used: boolean): string | undefined {
  const problem =
    nameProblem(kind, prefix.replace(/(.)-$/s, 'a')) ??
    (used ? nameProblem(kind, `${prefix.slice(0, LONGEST_PREFIX)}aaaaa`) : undefined);
  return problem === undefined ? undefined : `${problem}; a trailing hyphen is allowed`;
}

/** Where an object has templates of other objects, whose labels and annotations are checked with it. */
function templatesOf({ apiVersion, kind }: Manifest): string[][] {
  const group = String(apiVersion).split('/')[0];
  if (group === 'batch' && kind === 'CronJob') {
    return [
      ['spec', 'jobTemplate'],
      ['spec', 'jobTemplate', 'spec', 'template'],
    ];
  }
  return group === 'apps' || group === 'batch' ? [['spec', 'template']] : [];
}

function templateProblems(object: Manifest, keys: readonly string[]): MetadataProblem[] {
  const metadata = valueAt(object, ...keys, 'metadata');
  return [
    ...labelProblems(valueAt(metadata, 'labels'), [...keys, 'metadata', 'labels']),
    ...annotationProblems(valueAt(metadata, 'annotations'), [...keys, 'metadata', 'annotations']),
  ];
}

/** Whether a kind is one of Kubernetes itself, which is stricter with finalizers than a server for other kinds. */
function isBuiltIn({ apiVersion }: Manifest): boolean {
  const [group = '', version] = String(apiVersion).split('/');
  return version === undefined || !group.includes('.') || group.endsWith('.k8s.io');
}
