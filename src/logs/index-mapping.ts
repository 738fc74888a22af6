import { type CalicoRelease, versionText } from '../calico';
import { CATALOGUES, catalogueOf } from './catalogue';
import { INDEX_TABLES, type IndexedField, type IndexTable, type IndexType, UNMAPPED } from './index-table';

const LABEL_KEY = '<key>';

/** How the log store of a release indexes the fields of a data set. */
export class IndexMapping {
  private readonly fields = new Map<string, IndexedField>();
  private readonly labels: (readonly [prefix: string, field: IndexedField])[] = [];
  private readonly nestedPaths = new Set<string>();

  /** The most parts of a query on one level: Elasticsearch 7 has a fixed limit; later ones derive it from memory. */
  readonly mostClauses: number;

  /** @param release the newest one if it is undefined */
  constructor(
    readonly dataSet: string,
    table: IndexTable,
    release?: CalicoRelease,
  ) {
    this.mostClauses = release?._features.elasticsearchMajor === 7 ? 1_024 : Number.POSITIVE_INFINITY;
    for (const [name, history] of Object.entries(table)) {
      const field = release === undefined ? history.at(-1)?.[1] : release._valueIn(history);
      if (field === undefined) {
        continue;
      }
      if (name.endsWith(LABEL_KEY)) {
        this.labels.push([name.slice(0, -LABEL_KEY.length), field]);
      } else {
        this.fields.set(name, field);
      }
      if (field.nested !== undefined) {
        this.nestedPaths.add(field.nested);
      }
    }
  }

  /** The mapped fields, without labels, whose names are not fixed. */
  get entries(): readonly (readonly [name: string, field: IndexedField])[] {
    return [...this.fields];
  }

  /** The fields whose names begin with these prefixes and end with the key of a label. */
  get labelPrefixes(): readonly (readonly [prefix: string, field: IndexedField])[] {
    return this.labels;
  }

  /** How a field is indexed: a field that is not in the table is not mapped, but may be part of a nested object. */
  fieldOf(key: string): IndexedField {
    const field = this.fields.get(key) ?? this.labels.find(([prefix]) => key.startsWith(prefix))?.[1];
    if (field !== undefined) {
      return field;
    }
    const nested = this.nestedPathOf(key);
    return nested === undefined ? UNMAPPED : { ...UNMAPPED, nested };
  }

  /** The nested object that a field is part of; undefined for fields of the record itself. */
  nestedPathOf(key: string): string | undefined {
    const dot = key.indexOf('.');
    const head = key.slice(0, Math.max(dot, 0));
    return this.nestedPaths.has(head) ? head : undefined;
  }
}

const known = new Map<string, IndexMapping>();

/** The mapping of a data set; undefined if the log store has no index for it. */
export function mappingOf(dataSet: string, release?: CalicoRelease): IndexMapping | undefined {
  const table = INDEX_TABLES.get(dataSet);
  if (table === undefined) {
    return undefined;
  }
  const name = `${dataSet} ${release && versionText(release._base)}`;
  const mapping = known.get(name) ?? new IndexMapping(dataSet, table, release);
  known.set(name, mapping);
  return mapping;
}

/**
 * How the log store indexes a field of a data set; undefined if the field is unknown. Vulnerabilities are in another
 * service, which has numbers and strings.
 */
export function indexTypeOf(dataSet: string, key: string, release?: CalicoRelease): IndexType | undefined {
  const facts = catalogueOf(dataSet)?.factsOf(key);
  const mapping = mappingOf(dataSet, release);
  return facts && (mapping?.fieldOf(key).type ?? (facts.numeric ? 'long' : 'keyword'));
}

/** The nested object that a field of a data set is part of; undefined for fields of the record itself. */
export function nestedPathOf(dataSet: string, key: string, release: CalicoRelease): string | undefined {
  return mappingOf(dataSet, release)?.nestedPathOf(key);
}

const SETS: readonly (IndexType | undefined)[] = [undefined, 'keyword', 'text', 'unmapped', 'unknown'];

/** Whether IN and NOTIN work on a field: Calico turns them into wildcard queries, which only work on strings. */
export function allowsSets(type: IndexType | undefined): boolean {
  return SETS.includes(type);
}

/** Whether no data set that indexes a field supports sets of it; false if no data set has the field. */
export function isNeverInSets(key: string): boolean {
  const types = CATALOGUES.map(({ dataSet }) => indexTypeOf(dataSet, key)).filter(
    (type) => type !== undefined && type !== 'unmapped',
  );
  return types.length > 0 && types.every((type) => !allowsSets(type));
}
