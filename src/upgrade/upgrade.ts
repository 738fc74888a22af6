import { type Manifest, textAt } from '../base';
import {
  type CalicoRelease,
  CalicoTopology,
  type ClusterKind,
  type LogSettings,
  MADE_FOR,
  releasesOnTheWay,
} from '../calico';
import { UpgradeVerdict } from '../kind';
import { isOurs, type KindCounts, LogSettingsOfFiles } from '../lint';
import { decode, type Source, SYNTAX } from '../reading';
import { ClusterNames } from './cluster-names';
import { FileUpgrade } from './file-upgrade';
import { isKnown } from './object-step';
import { type FileContent, readText } from './read-files';
import type { FileProblem, StepResult, UpgradeResult } from './result';
import { StatedReleases } from './stated-releases';
import { summarize } from './summary';

/** What is known of the clusters. */
export interface UpgradeOptions {
  /** The release before the upgrade. Default: the one that the objects, or others of their cluster, state. */
  readonly from?: CalicoRelease;
  /** What is configured for a file, for objects that do not state it themselves. */
  readonly configured?: (file: string) => Partial<ClusterKind>;
  /** The release before the upgrade of objects of which it is not known otherwise. */
  readonly otherwiseFrom?: CalicoRelease;
  readonly to: CalicoRelease;
  /** Default: the one that an object states, or managed. */
  readonly topology?: CalicoTopology;
  /** Default: those of the FelixConfiguration among the files. */
  readonly logs?: LogSettings;
}

/** An object before the upgrade. */
interface Found {
  readonly file: ReadFile;
  readonly index: number;
  readonly title: string;
  readonly manifest: Manifest;
}

interface FoundInCluster extends Found {
  readonly cluster: string;
}

interface ObjectOnTheWay extends FoundInCluster {
  readonly from: CalicoRelease;
}

interface ReadFile {
  readonly source: Source;
  readonly text: string;
}

/** What was found in the files, and the objects whose release before the upgrade is not known. */
export interface UpgradeAttempt {
  readonly result: UpgradeResult;
  readonly withoutRelease: readonly string[];
}

/** What becomes of all objects of all files in an upgrade. */
export function upgrade(sources: Iterable<Source>, options: UpgradeOptions): UpgradeAttempt {
  const all = [...sources];
  const { found, ...read } = readAll(all);
  const names = new ClusterNames();
  for (const { file, manifest } of found) {
    names.add(file.source.file, manifest);
  }
  const objects = found.map((object) => ({ ...object, cluster: names.of(object.file.source.file, object.manifest) }));
  const stated = new StatedReleases(objects);
  const ways = new Map<string, ObjectOnTheWay[]>();
  const withoutRelease: string[] = [];
  for (const object of objects) {
    const { release: configured } = options.configured?.(object.file.source.file) ?? {};
    const from = options.from ?? stated.of(object) ?? configured ?? options.otherwiseFrom;
    if (from === undefined) {
      withoutRelease.push(`${object.file.source.file}: ${object.title}`);
    } else {
      const way = ways.get(String(from)) ?? [];
      ways.set(String(from), way);
      way.push({ ...object, from });
    }
  }
  const settings = LogSettingsOfFiles.read(all);
  const steps = [...ways.values()].flatMap((way) => stepsOf(way, options, settings));
  const shared = { to: String(options.to), ...read, files: all.length };
  return { result: { ...shared, steps: joined(steps), ...summarize(steps) }, withoutRelease };
}

function readAll(
  sources: readonly Source[],
): Pick<UpgradeResult, 'problems' | 'skipped' | 'skippedKinds'> & { found: Found[] } {
  const found: Found[] = [];
  const problems: FileProblem[] = [];
  const others: Pick<Found, 'manifest'>[] = [];
  for (const source of sources) {
    const { text, problem } = decode(source.bytes);
    const content = problem === undefined ? readText(source.file, text) : unreadable(source.file, problem.message);
    const isForeign = source.isFound === true && !isOurs(text);
    problems.push(...(isForeign ? [] : content.problems));
    const known = source.patchOf === undefined ? content.objects.filter(({ manifest }) => isKnown(manifest)) : [];
    const looked = new Set(known);
    for (const object of content.objects.filter((one) => !looked.has(one))) {
      others.push(object);
    }
    const file = { source, text };
    for (const { manifest, index, title } of known) {
      found.push({ file, index, title, manifest });
    }
  }
  return { found, problems, skipped: others.length, skippedKinds: kindsOf(others) };
}

function kindsOf(objects: readonly Pick<Found, 'manifest'>[]): KindCounts {
  const counts = new Map<string, number>();
  for (const kind of objects.map(({ manifest }) => textAt(manifest, 'kind')).filter((one) => one !== '')) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function unreadable(file: string, message: string): FileContent {
  return { objects: [], problems: [{ file, line: 1, column: 1, rule: SYNTAX.rule, message }] };
}

/** The objects that begin with the same release, from one release to the next. */
function stepsOf(
  objects: readonly ObjectOnTheWay[],
  options: UpgradeOptions,
  settings: LogSettingsOfFiles,
): StepResult[] {
  const [{ from } = { from: options.to }] = objects;
  const files = [...new Set(objects.map(({ file }) => file))].map((file) => {
    const own = objects.filter((object) => object.file === file);
    const followed = own.map((object) => ({ ...object, kind: clusterOf(object, options, settings) }));
    return new FileUpgrade({ ...file, followed });
  });
  const releases = releasesOnTheWay(from, options.to);
  const steps: StepResult[] = [];
  let start = from;
  releases.slice(1).forEach((to, index) => {
    const before = releases[index] ?? from;
    const isLast = index === releases.length - 2;
    const results = files.flatMap((file) => file.step(before, to, isLast ? from : undefined));
    if (isLast || results.some(({ verdict }) => verdict !== UpgradeVerdict.FINE)) {
      steps.push({ from: String(start), to: String(to), objects: results });
      start = to;
    }
  });
  return steps;
}

function clusterOf(
  { manifest, file, from }: ObjectOnTheWay,
  options: UpgradeOptions,
  settings: LogSettingsOfFiles,
): ClusterKind {
  const stated = textAt(manifest, 'metadata', 'annotations', MADE_FOR.topology);
  const configured = options.configured?.(file.source.file) ?? {};
  const topology = options.topology ?? Object.values(CalicoTopology).find((one) => one === stated);
  const logs = options.logs ?? configured.logs ?? settings.forObject(file.source.file, manifest);
  return { release: from, topology: topology ?? configured.topology ?? CalicoTopology.MANAGED, logs };
}

/** Steps of several ways that are between the same releases are one. */
function joined(steps: readonly StepResult[]): StepResult[] {
  const byReleases = new Map<string, StepResult>();
  for (const step of steps) {
    const key = `${step.from} ${step.to}`;
    const known = byReleases.get(key);
    byReleases.set(key, known === undefined ? step : { ...step, objects: [...known.objects, ...step.objects] });
  }
  return [...byReleases.values()];
}
