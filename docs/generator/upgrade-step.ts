import { type ApiObject, App, Chart, Testing } from 'cdk8s';
import { AdJobsDeployment, AnomalyDetectionChart, CalicoCluster, CalicoRelease, PortScanAlert } from '../../src';

type Objects = ReadonlyMap<string, ReturnType<ApiObject['toJson']>>;

/** Parts of a program that an upgrade may change, by the name that a page has for them. */
const PARTS: Readonly<Record<string, (app: App, cluster: CalicoCluster) => Chart>> = {
  AnomalyDetectionChart: (app, cluster) => new AnomalyDetectionChart(app, 'module', { cluster }),
  PortScanAlert: (app, cluster) => holding(app, (chart) => new PortScanAlert(chart, 'alert', { cluster })),
  AdJobsDeployment: (app, cluster) => holding(app, (chart) => new AdJobsDeployment(chart, 'jobs', { cluster })),
};

/**
 * What differs between the objects for two releases on a managed cluster, construct by construct: a table of the objects
 * that come, go and change.
 *
 * @param from the release before the upgrade
 * @param to the release after it
 */
export function upgradeStep(from: string, to: string): string {
  const rows = Object.entries(PARTS).flatMap(([part, build]) => {
    const [before, after] = [objectsFor(build, from), objectsFor(build, to)];
    if (typeof after === 'string') {
      return typeof before === 'string' ? [] : [[part, 'all objects', after]];
    }
    return changes(before, after).map((row) => [part, ...row]);
  });
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return rows.length === 0
    ? '\nOnly the annotation `calico-threat-defense/release` changes.\n'
    : ['', '| construct | object | change |', '| --- | --- | --- |', ...table, ''].join('\n');
}

function holding(app: App, build: (chart: Chart) => unknown): Chart {
  const chart = new Chart(app, 'chart');
  build(chart);
  return chart;
}

/** The objects by their name, or why the release has none. */
function objectsFor(build: (app: App, cluster: CalicoCluster) => Chart, release: string): Objects | string {
  const cluster = CalicoCluster.managed({ name: 'acme.docs', release: CalicoRelease.enterprise(release) });
  try {
    const objects = Testing.synth(quietly(() => build(new App(), cluster)));
    return new Map(objects.map((object) => [nameOf(object), withoutRelease(object)]));
  } catch (error) {
    if ((error as Error).name !== 'FindingsError') {
      throw error;
    }
    const [, rule] = (error as Error).message.match(/\[([^\]]+)\]$/) ?? [];
    return `rejected: [${rule}](rules.md#${rule?.replace('/', '')})`;
  }
}

/** What a release warns of stands in the pages of the constructs. */
function quietly<T>(build: () => T): T {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return build();
  } finally {
    process.stderr.write = write;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: objects of every kind are looked at
function nameOf({ kind, metadata }: any): string {
  return `${kind} \`${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}\``;
}

/** Each object of the chart names its release, which says nothing new. */
// biome-ignore lint/suspicious/noExplicitAny: objects of every kind are looked at
function withoutRelease({ metadata: { annotations: _, ...metadata }, ...object }: any): object {
  return { ...object, metadata };
}

function changes(before: Objects | string, after: Objects): string[][] {
  const old: Objects = typeof before === 'string' ? new Map() : before;
  const gone = [...old.keys()].filter((name) => !after.has(name)).map((name) => [name, 'removed']);
  const rest = [...after].flatMap(([name, object]) => {
    if (!old.has(name)) {
      return [[name, 'added']];
    }
    const fields = differences(old.get(name), object, '');
    return fields.length === 0 ? [] : [[name, fields.join('<br>')]];
  });
  return [...gone, ...rest];
}

function differences(before: unknown, after: unknown, path: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  const [old, fresh] = [partsOf(before), partsOf(after)];
  if (old === undefined || fresh === undefined) {
    return [`\`${path}\` ${changeOf(before, after)}`];
  }
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return keys.flatMap((key) => differences(old[key], fresh[key], `${path}${path === '' ? key.slice(1) : key}`));
}

/** The parts of a map by their keys, and of a list of things with names by these. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [`.${key}`, part]));
  }
  return value.every((item) => typeof item?.name === 'string')
    ? Object.fromEntries(value.map((item) => [`[${item.name}]`, item]))
    : undefined;
}

/** Whole maps and lists are too long for a table. */
function changeOf(before: unknown, after: unknown): string {
  if (after === undefined) {
    return 'removed';
  }
  const long = [before, after].some((value) => typeof value === 'object');
  if (before === undefined) {
    return long ? 'added' : `added: \`${after}\``;
  }
  return long ? 'changes' : `\`${before}\` → \`${after}\``;
}
