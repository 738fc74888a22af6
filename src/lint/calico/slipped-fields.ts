import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Finding } from '../../base';
import { alert, errorRule, fieldPath, type Keys, type Manifest } from '../../base';
import { isCalicoObject } from '../../calico';
import type { MapSchema } from '../../kind';
import { OBJECT_TYPES } from '../../kinds';
import { TOP } from '../placed-findings';
import { specProblem } from './misplaced-spec';
import type { Slipped } from './slipped';
import { slippedInWorkload } from './slipped-containers';
import { endOf, isEmpty, mapAt, nameOf, pairAt, startOf } from './yaml-pairs';

const RIGHT = alert();

const INDENTATION = errorRule({
  id: 'calico-object/indentation',
  what: 'The fields of metadata and spec must be indented below them.',
  why: 'Otherwise they become fields of the object itself, which does not have them, and metadata or spec is empty. No other check runs on the object, because all other findings would follow from this one.',
  bad: RIGHT.replace(/ {2}(?=description|severity|dataSet|query)/g, ''),
  good: RIGHT,
});

const METADATA: readonly string[] = [
  'name',
  'namespace',
  'labels',
  'annotations',
  'generateName',
  'finalizers',
  'ownerReferences',
];

const LABELS: readonly string[] = ['labels', 'annotations'];

/** A finding with the place of the first field that has to move. */
export interface SlippedFields extends Finding {
  readonly offset: number;
}

/**
 * The one finding of an object with wrong indentation, where fields are next to the field that they belong to. All other
 * findings would follow from it. Undefined if the indentation is correct.
 *
 * @param lineOf the line of a place in the file
 */
export function slippedFields(
  manifest: Manifest,
  root: Node | undefined,
  lineOf: (offset: number) => number,
): SlippedFields | undefined {
  if (!isMap(root) || !(isCalicoObject(manifest) || manifest.kind === 'Deployment')) {
    return undefined;
  }
  const spec = isCalicoObject(manifest)
    ? OBJECT_TYPES.find(({ kind }) => kind === manifest.kind)?.schema?.spec
    : undefined;
  const ofSpec = spec === undefined ? undefined : specProblem(root, Object.keys(spec.fields));
  if (ofSpec !== undefined) {
    return { ...INDENTATION, ...ofSpec };
  }
  const inPod = manifest.kind === 'Deployment' ? slippedInWorkload(root) : [];
  const slipped = [...slippedToTop(root, spec), ...slippedInside(root, spec), ...inPod];
  const [first] = slipped;
  return first === undefined ? undefined : { ...INDENTATION, ...describe(slipped, first, lineOf) };
}

/** Fields at the top that belong in metadata or in the spec. */
function slippedToTop(root: YAMLMap, spec: MapSchema | undefined): Slipped[] {
  const slipped: Slipped[] = [];
  let last = '';
  let isLastEmpty = false;
  for (const pair of root.items as Pair[]) {
    const key = nameOf(pair);
    if (TOP.includes(key)) {
      last = key;
      isLastEmpty = isEmpty(pair);
      continue;
    }
    const owner = ownerOf(key, last, isLastEmpty, spec);
    if (owner !== undefined) {
      slipped.push({ pair, owner: [owner] });
    }
  }
  return slipped;
}

/** The field that a field at the top was meant to be in, if it has not only a wrong name. */
function ownerOf(key: string, last: string, isLastEmpty: boolean, schema?: MapSchema): string | undefined {
  if (METADATA.includes(key) && last !== 'spec') {
    return 'metadata';
  }
  if (Object.hasOwn(schema?.fields ?? {}, key)) {
    return 'spec';
  }
  return isLastEmpty && last === 'spec' ? last : undefined;
}

/** Fields inside metadata or the spec that belong one level up or down. */
function slippedInside(root: YAMLMap, schema: MapSchema | undefined): Slipped[] {
  const metadata = mapAt(root, 'metadata');
  const spec = mapAt(root, 'spec');
  const overIndented = metadata === undefined ? undefined : pairAt(metadata, 'spec');
  const up = overIndented !== undefined && pairAt(root, 'spec') === undefined;
  return [
    ...(up ? [{ pair: overIndented, owner: [] }] : []),
    ...besideLabels(metadata),
    ...(spec === undefined || schema === undefined ? [] : slippedInSpec(spec, schema)),
  ];
}

/** Fields of a map or of the items of a list, next to the field of the spec that they belong to. */
function slippedInSpec(spec: YAMLMap, schema: MapSchema): Slipped[] {
  return Object.entries(schema.fields).flatMap(([name, { type, of }]) => {
    const field = of === undefined ? undefined : pairAt(spec, name);
    if (of === undefined || field === undefined || (type === 'map' && !isEmpty(field))) {
      return [];
    }
    return (spec.items as Pair[])
      .filter((pair) => Object.hasOwn(of.fields, nameOf(pair)) && !Object.hasOwn(schema.fields, nameOf(pair)))
      .map((pair) => ({ pair, owner: ['spec', name] }));
  });
}

/** Labels and annotations next to the empty `labels` or `annotations` before them. */
function besideLabels(metadata: YAMLMap | undefined): Slipped[] {
  const slipped: Slipped[] = [];
  let owner: Keys | undefined;
  for (const pair of (metadata?.items ?? []) as Pair[]) {
    const key = nameOf(pair);
    if (METADATA.includes(key)) {
      owner = LABELS.includes(key) && isEmpty(pair) ? ['metadata', key] : undefined;
    } else if (owner !== undefined && isScalar(pair.value)) {
      slipped.push({ pair, owner });
    }
  }
  return slipped;
}

function describe(
  slipped: readonly Slipped[],
  first: Slipped,
  lineOf: (offset: number) => number,
): Pick<SlippedFields, 'keys' | 'offset' | 'message'> {
  const owners = [...new Set(slipped.map(({ owner }) => fieldPath(owner)))];
  const lines = ranges(slipped.map(({ pair }) => [lineOf(startOf(pair)), lineOf(endOf(pair))]));
  const isUp = first.owner.length === 0;
  const what = isUp
    ? 'is indented too far: it belongs at the top level of the object, next to metadata'
    : `is not indented far enough: fields that belong in ${owners.join(' and in ')} are next to ${owners.length > 1 ? 'them' : 'it'}`;
  const todo = isUp ? 'move' : 'indent';
  const message = `${what}; ${todo} ${lines}, and run this check again`;
  return {
    keys: isUp ? ['metadata', nameOf(first.pair)] : [...first.owner.slice(0, -1), nameOf(first.pair)],
    offset: startOf(first.pair),
    message,
  };
}

/** `line 4` or `lines 4 and 6-13`: lines that follow each other are one range. */
function ranges(spans: readonly (readonly [number, number])[]): string {
  const merged: [number, number][] = [];
  for (const [from, to] of spans.toSorted(([left], [right]) => left - right)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) {
      last[1] = Math.max(last[1], to);
    } else {
      merged.push([from, to]);
    }
  }
  const texts = merged.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const isOne = merged.length === 1 && merged[0]?.[0] === merged[0]?.[1];
  return `${isOne ? 'line' : 'lines'} ${texts.join(' and ')}`;
}

/** The rules that this file checks. */
export const SLIPPED_FIELDS_RULES = [INDENTATION] as const;
