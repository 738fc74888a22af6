import { type ApiObject, App, Chart, Testing } from 'cdk8s';
import { AdJobsDeployment, AnomalyDetectionChart, CalicoCluster, CalicoRelease, PortScanAlert } from '../../src';
import { type Difference, differences, type Pair, valueAt } from '../../src/base';
import { quietly } from './quietly';

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
    const fields = differences(old.get(name), object, { items: itemsByName });
    return fields.length === 0 ? [] : [[name, fields.map(fieldChange).join('<br>')]];
  });
  return [...gone, ...rest];
}

function fieldChange({ keys, left, right }: Difference): string {
  const path = keys.map((key) => (String(key).startsWith('[') ? key : `.${key}`)).join('');
  return `\`${path.replace(/^\./, '')}\` ${changeOf(left, right)}`;
}

/** Lists of things with names are compared by these, and others as a whole. */
function itemsByName(left: readonly unknown[], right: readonly unknown[]): Pair[] | undefined {
  const [old, fresh] = [left, right].map((items) => new Map(items.map((item) => [valueAt(item, 'name'), item])));
  const names = [...new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])];
  return names.every((name) => typeof name === 'string')
    ? names.map((name) => [`[${name}]`, old?.get(name), fresh?.get(name)])
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
