import Ajv, { type ErrorObject } from 'ajv';
import { CalicoCluster, CalicoRelease, type FleetMember } from 'cdk8s-calico-threat-defense';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import schema from './clusters.schema.json';

/** A cluster as `clusters.schema.json` has it. */
interface Entry {
  readonly name?: string;
  readonly release: string;
  readonly topology?: 'managed' | 'standalone' | 'management';
  readonly folder?: string;
}

type Path = readonly (string | number)[];

/** Thrown with everything that is wrong with a list of clusters, a line each, with the place in the file. */
export class ClustersError extends Error {
  override readonly name = 'ClustersError';
}

/** Something that is wrong, and where it stands in the file. */
interface Problem {
  readonly offset: number;
  readonly text: string;
}

/**
 * Reads a list of clusters.
 *
 * @param file its name, for messages
 * @param text what stands in it
 * @throws ClustersError when it is no YAML, does not follow the schema, or names a cluster that cannot be
 */
export function readClusters(file: string, text: string): FleetMember[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const failIfAny = (problems: readonly Problem[]) => {
    const sorted = [...problems].sort((one, other) => one.offset - other.offset);
    if (sorted.length > 0) {
      throw new ClustersError(sorted.map((problem) => `${at(problem.offset)}: ${problem.text}`).join('\n'));
    }
  };
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  failIfAny(document.errors.map(({ pos, message }) => ({ offset: pos[0], text: message })));

  const validate = new Ajv({ allErrors: true, verbose: true }).compile<{ clusters: Entry[] }>(schema);
  const content: unknown = document.toJS();
  if (!validate(content)) {
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    failIfAny(errors.map((error) => problemOf(error, document)));
    throw new Error('the schema refuses what it has no error for');
  }

  const releases = new Map<string, CalicoRelease>();
  const problems: Problem[] = [];
  const members = content.clusters.flatMap((entry, index) => {
    try {
      return [{ cluster: clusterOf(entry, releases), folder: entry.folder }];
    } catch (error) {
      problems.push({ offset: startOf(document, ['clusters', index]), text: messageOf(error) });
      return [];
    }
  });
  failIfAny(problems);
  return members;
}

function clusterOf({ name = '', release: text, topology }: Entry, releases: Map<string, CalicoRelease>): CalicoCluster {
  // Each release is read once: what there is to say of one is then said once.
  const release = releases.get(text) ?? CalicoRelease.parse(text);
  releases.set(text, release);
  switch (topology) {
    case 'standalone':
      return CalicoCluster.standalone({ release });
    case 'management':
      return CalicoCluster.management({ release });
    default:
      return CalicoCluster.managed({ name, release });
  }
}

function problemOf(error: ErrorObject, document: Document): Problem {
  // No name of this schema has a character that JSON pointers escape.
  const path = error.instancePath.split('/').slice(1);
  const place = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  const where = place === '' ? 'the file' : place.slice(1);
  const unknown: unknown = error.params['additionalProperty'];
  if (typeof unknown === 'string') {
    const known = Object.keys(error.parentSchema?.['properties'] ?? {}).join(', ');
    return { offset: startOfKey(document, path, unknown), text: `${where} has ${unknown}, which is none of ${known}` };
  }
  const value = typeof error.data === 'object' ? '' : ` = ${JSON.stringify(error.data)}`;
  const description: unknown = error.keyword === 'required' ? undefined : error.parentSchema?.['description'];
  const reason = typeof description === 'string' ? ` (${description.replace(/\.$/, '')})` : '';
  return { offset: startOf(document, path), text: `${where}${value} ${ruleOf(error)}${reason}` };
}

/** What ajv says, or something that reads better: the description of the field says the rest. */
function ruleOf({ keyword, params, message = '' }: ErrorObject): string {
  switch (keyword) {
    case 'pattern':
      return 'does not fit';
    case 'not':
      return 'must be left out';
    case 'const':
      return `must be ${params['allowedValue']}`;
    case 'enum':
      return `must be one of ${params['allowedValues'].join(', ')}`;
    default:
      return message;
  }
}

function startOf(document: Document, path: Path): number {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? rangeOf(node) : 0;
}

function startOfKey(document: Document, path: Path, key: string): number {
  const map: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return isNode(pair?.key) ? rangeOf(pair.key) : startOf(document, path);
}

function rangeOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** What the library finds takes several lines; here each problem has one. */
function messageOf(error: unknown): string {
  if (error instanceof Error && error.name === 'FindingsError') {
    return error.message.replace(/\n\s+/g, ' ');
  }
  throw error;
}
