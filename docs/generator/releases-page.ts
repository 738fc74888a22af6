import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Detector, PortScanAlert, PortScanMethod } from '../../src';
import { elasticsearchPath } from '../../src/ad-jobs';
import { DETECTORS, hasDetector } from '../../src/alerts';
import { cloudReleases, enterpriseBands, versionText } from '../../src/release';

/** The page `docs/releases.md`, made from the tables of releases and detectors. */
export function releasesPage(): string {
  const enterprise = enterpriseBands().map((release) => CalicoRelease.enterprise(release));
  const cloud = cloudReleases().map((release) => CalicoRelease.cloud(release));
  return [
    '# What works on which release',
    '',
    '<!-- Made by `npm run docs` from src/release/release-table.ts; changes here are lost. -->',
    '',
    'Take the last row that is not newer than your release. A bare minor is its first general release: `3.18` is 3.18.1, `3.23`',
    'is 3.23.1. An early preview such as 3.18.0-2.0 lies between 3.18.0 and 3.18.1. A release newer than the newest row is',
    'treated like that row, with a notice; one older than 3.7 is refused.',
    '',
    '## Detecting port scans',
    '',
    '| from release | `AnomalyDetectionChart` | `PortScanAlert` | `AdJobsDeployment` | detectors |',
    '| --- | --- | --- | --- | --- |',
    ...changes(withDetectorChanges(enterprise), detection),
    ...changes(cloud, detection),
    '',
    'Calico Cloud up to 3.16 is like Calico Enterprise of the same number, and its clusters are all managed. From 17.0 on, a',
    'release of Cloud has what the release of Calico Enterprise has whose components it runs:',
    '',
    '| from Calico Cloud | components of Calico Enterprise |',
    '| --- | --- |',
    ...cloud.map((release) => row(release.version, versionText(release._base))),
    '',
    'The newest release of Calico Cloud that is known is 23.0.1. There is no release 23.2: `23-2` is a folder of its documentation.',
    '',
    '## What else changes',
    '',
    "| from release | data sets of alerts | fields of alerts | tier of Tigera's policies | guardian |",
    '| --- | --- | --- | --- | --- |',
    ...changes(enterprise, surroundings),
    ...changes(cloud, surroundings),
    '',
    '## How AD jobs reach Elasticsearch',
    '',
    '| from release | managed cluster | standalone and management cluster | certificate in secret |',
    '| --- | --- | --- | --- |',
    ...changes(
      enterprise.filter(({ _features }) => _features.anomalyDetection !== 'removed'),
      elasticsearch,
    ),
    '',
    '## Detectors',
    '',
    '| detector | what it looks for | logs | releases |',
    '| --- | --- | --- | --- |',
    ...Object.keys(DETECTORS).map((id) => detectorRow(Detector.of(id))),
    '',
  ].join('\n');
}

/** The release 3.15 brought nothing but other detectors. */
function withDetectorChanges(releases: readonly CalicoRelease[]): CalicoRelease[] {
  return releases.flatMap((release) =>
    release.version === '3.13.0' ? [release, CalicoRelease.enterprise('3.15')] : [release],
  );
}

/** A row for each release that differs from the one before it. */
function changes(releases: readonly CalicoRelease[], cellsOf: (release: CalicoRelease) => string[]): string[] {
  return releases
    .map((release) => ({ name: `**${nameOf(release)}**`, cells: cellsOf(release) }))
    .filter(({ cells }, index, all) => all[index - 1]?.cells.join() !== cells.join())
    .map(({ name, cells }) => row(name, ...cells));
}

function detection(release: CalicoRelease): string[] {
  const { anomalyDetection, adJobs } = release._features;
  const alert = new PortScanAlert(new Chart(new App(), 'docs'), 'alert', { cluster: clusterOf(release) });
  const detectors = Object.values(DETECTORS).filter((facts) => !facts.uncertain && hasDetector(release, facts)).length;
  const settings = adJobs.settings === 'old' ? 'score thresholds' : 'sensitivities';
  const image = `image \`${adJobs.tag}\`${adJobs.published ? '' : ' (never seen published)'}, tuned by ${settings}`;
  const alertCell = `${alert.method === PortScanMethod.DETECTOR ? 'detector' : 'rule'}: \`${alert.alertName}\``;
  switch (anomalyDetection) {
    case 'jobs':
      return ['AD jobs', alertCell, image, 'none'];
    case 'global-alerts':
      return ['detector, and AD jobs as in the workshop', alertCell, `${image}, with a warning`, `${detectors}`];
    case 'removed':
      return ['rule', alertCell, 'refused', 'none'];
  }
}

function surroundings(release: CalicoRelease): string[] {
  const { dataSets, substitutions, alertType, strictAlerts, tigeraTier, guardian } = release._features;
  const fields = [substitutions && '`substitutions`', alertType && '`type`, `detector`'].filter(Boolean);
  return [
    dataSets.join(', '),
    strictAlerts ? '`type` RuleBased only; the schema holds all rules' : fields.join(', ') || 'the first ones',
    `\`${tigeraTier}\``,
    `\`${guardian.namespace}/${guardian.name}\``,
  ];
}

function elasticsearch(release: CalicoRelease): string[] {
  const managed = elasticsearchPath(clusterOf(release));
  const own = elasticsearchPath(CalicoCluster.standalone({ release }));
  return [
    `guardian, pod port ${managed.podPort}`,
    `\`${own.selector}\`, pod port ${own.podPort}`,
    `\`${own.caSecret}\``,
  ];
}

function detectorRow({ id, description, dataSet, firstRelease, lastRelease }: Detector): string {
  const never = DETECTORS[id]?.uncertain
    ? '; documented, but never offered by an operator: allowed with a warning'
    : '';
  return row(`\`${id}\``, description.replace(/\.$/, ''), dataSet, `${firstRelease} to ${lastRelease}${never}`);
}

function clusterOf(release: CalicoRelease): CalicoCluster {
  return CalicoCluster.managed({ name: 'acme.docs', release });
}

function nameOf(release: CalicoRelease): string {
  return release.displayName
    .replace('Calico Enterprise ', '')
    .replace('Calico Cloud', 'Cloud')
    .replace(/^(\D*\d+\.\d+)\.0$/, '$1');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
