import { type Finding, FindingSeverity, type Manifest, type RuleMark, valueAt } from '../../base';
import { AD_JOBS_DEPLOYMENT, type ClusterKind } from '../../calico';
import { type ContainerPlace, checkEnvironments, checkImages, containersOf, IMAGE } from '../../kubernetes';
import { adJobVariable } from './ad-job-variables';
import { checkElasticsearchHost, checkElasticsearchSecret } from './elasticsearch-checks';
import { environmentOf } from './environment';
import { checkEnvironment } from './environment-checks';
import { checkImageRelease, checkRelease, generationOf, isJobsImage, runsOn } from './release-checks';

/** The API server accepts it, so it is a warning for existing manifests. */
const UNPINNED: RuleMark = { ...IMAGE, severity: FindingSeverity.WARNING };

/** Workloads that can run the jobs, by their API group; the group of a Pod is empty. */
const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  '': ['Pod'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  batch: ['Job', 'CronJob'],
};

/** Whether a manifest runs the AD jobs: their Deployment by its name, or any workload by its image. */
export function runsAdJobs(manifest: Manifest): boolean {
  const apiVersion = String(manifest.apiVersion);
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (!Object.hasOwn(WORKLOADS, group) || !WORKLOADS[group]?.includes(String(manifest.kind))) {
    return false;
  }
  const named = manifest.kind === 'Deployment' && valueAt(manifest, 'metadata', 'name') === AD_JOBS_DEPLOYMENT;
  return named || containersOf(manifest).some(hasJobsImage);
}

/**
 * Checks a workload from a manifest. An image that is not pinned is a warning here, because the API server accepts it;
 * constructs reject it.
 */
export function checkAdJobsManifest(workload: Manifest, cluster: ClusterKind): Finding[] {
  const findings = checkAdJobs(workload, cluster);
  return runsOn(cluster) ? [...findings, ...checkImages(workload, UNPINNED)] : findings;
}

/** Checks the Deployment of the AD jobs for one cluster. If the release has no AD jobs, nothing else is checked. */
export function checkAdJobs(deployment: Manifest, cluster: ClusterKind): Finding[] {
  const findings = checkRelease(cluster);
  if (!runsOn(cluster)) {
    return findings;
  }
  for (const place of jobsContainers(deployment)) {
    findings.push(...checkContainer(place, cluster));
  }
  findings.push(...checkElasticsearchSecret(deployment, cluster), ...checkEnvironments(deployment));
  return findings;
}

function checkContainer(place: ContainerPlace, cluster: ClusterKind): Finding[] {
  const image = valueAt(place.container, 'image');
  const environment = environmentOf(place);
  return [
    ...checkImageRelease(image, [...place.keys, 'image'], cluster),
    ...checkEnvironment(environment, generationOf(image, cluster), cluster),
    ...checkElasticsearchHost(environment, cluster),
  ];
}

/** The containers with the image of the jobs; if there is none, the most similar container. */
function jobsContainers(workload: Manifest): ContainerPlace[] {
  const all = containersOf(workload);
  const byImage = all.filter(hasJobsImage);
  if (byImage.length > 0) {
    return byImage;
  }
  const likely = all.find(({ container }) => valueAt(container, 'name') === 'ad-jobs') ?? all.find(hasJobsVariable);
  return [likely ?? all.slice(0, 1)].flat();
}

function hasJobsImage({ container }: ContainerPlace): boolean {
  return isJobsImage(valueAt(container, 'image'));
}

function hasJobsVariable({ container }: ContainerPlace): boolean {
  const env = valueAt(container, 'env');
  return Array.isArray(env) && env.some((entry) => adJobVariable(valueAt(entry, 'name')) !== undefined);
}
