import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, PortScanAlert, PortScanMethod } from '../../src';
import { CalicoTopology } from '../../src/calico';
import { PROJECT_PAGE } from '../../src/lint';
import { stepMarkdown, UPGRADE_REPORTERS, type UpgradeResult, upgrade } from '../../src/upgrade';
import { quietly } from './quietly';

/** The annotations of our own objects, and the line above if nothing else is below it. */
const MADE_FOR = /^ {4}calico-threat-defense\/(?:release|topology|cluster): .*\n/gm;
const NO_ANNOTATIONS = /^ {2}annotations:\n(?! {4})/gm;

/**
 * What an upgrade does to the objects of module 7, a rule-based alert and a policy, as if somebody had written them by hand,
 * on a managed cluster.
 *
 * @param docs folder of the pages
 * @param from the release before the upgrade
 * @param to the release after it
 */
export function upgradeStep(docs: string, from: string, to: string): string {
  const own = readFileSync(join(docs, 'snippets/upgrade/policy.yaml'), 'utf8');
  const files = { 'module-7.yaml': moduleFor(from), 'rule.yaml': ruleFor(from), 'policy.yaml': own };
  const { steps } = resultOf(files, from, to);
  const parts = steps.flatMap((step) => ['', `### ${step.from} → ${step.to}`, '', ...stepMarkdown(step, '####')]);
  return parts.join('\n').replaceAll(`${PROJECT_PAGE}/blob/main/docs/`, '');
}

/** Files, and what the command prints for them. */
export interface UpgradedFolder {
  readonly files: Readonly<Record<string, string>>;
  readonly printed: string;
}

/**
 * An upgrade of the files in a folder of the snippets.
 *
 * @param docs folder of the pages
 */
export function upgradedFolder(docs: string, folder: string, from: string, to: string): UpgradedFolder {
  const names = readdirSync(join(docs, 'snippets', folder)).sort();
  const files = Object.fromEntries(
    names.map((name) => [`${folder}/${name}`, readFileSync(join(docs, 'snippets', folder, name), 'utf8')]),
  );
  return { files, printed: UPGRADE_REPORTERS['text']?.(resultOf(files, from, to), '') ?? '' };
}

function resultOf(files: Readonly<Record<string, string>>, from: string, to: string): UpgradeResult {
  const sources = Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const releases = { from: CalicoRelease.parse(from), to: CalicoRelease.parse(to) };
  return upgrade(sources, { ...releases, topology: CalicoTopology.MANAGED }).result;
}

function moduleFor(release: string): string {
  return textOf((app, cluster) => new AnomalyDetectionChart(app, 'module', { cluster }), release);
}

function ruleFor(release: string): string {
  return textOf((app, cluster) => {
    const chart = new Chart(app, 'chart');
    const name = 'network.rule';
    new PortScanAlert(chart, 'alert', { cluster, name, method: PortScanMethod.FLOW_LOGS });
    return chart;
  }, release);
}

function textOf(build: (app: App, cluster: CalicoCluster) => Chart, release: string): string {
  const cluster = CalicoCluster.managed({ name: 'acme.docs', release: CalicoRelease.enterprise(release) });
  const objects = quietly(() => Testing.synth(build(new App(), cluster)));
  return Yaml.stringify(...objects)
    .replace(MADE_FOR, '')
    .replace(NO_ANNOTATIONS, '');
}
