import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  checkArguments,
  checkedScope,
  checkProps,
  list,
  optional,
  struct,
  TEXT,
  type ValueType,
} from '../../arguments';
import { errorRule, type Finding, report } from '../../base';
import { AD_JOBS_DEPLOYMENT, CALICO_CLUSTER, CalicoCluster, INTRUSION_DETECTION_NAMESPACE } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import {
  checkWorkloadOptions,
  imageOf,
  PlainObject,
  WORKLOAD_OPTION_TYPES,
  type WorkloadOptions,
} from '../../kubernetes';
import type { IPortScanDetector, PortScanDetection } from '../global-alert';
import { AdJob } from './ad-job';
import { adJobVariable } from './ad-job-variables';
import { addPolicies, POD_LABELS } from './ad-jobs-policies';
import { type AdJobsWorkload, deploymentOf } from './ad-jobs-workload';
import { checkDeployment } from './deployment-checks';
import { AD_JOB_SETTINGS } from './setting-types';
import type { AdJobSettings } from './settings/ad-job-settings';
import { tuningVariables } from './tuning-variables';
import { WORKSHOP_DISABLED_JOBS, workshopSettings } from './workshop-settings';

const KNOWN_VARIABLE = errorRule({
  id: 'ad-jobs/other-variable-known',
  form: 'program',
  on: '3.12',
  what: 'Use the setting for variables that have one.',
  why: 'Otherwise the variable would appear twice in the container.',
  bad: "new AdJobsDeployment(chart, 'jobs', { cluster, settings: { otherVariables: { CLUSTER_NAME: 'acme' } } });",
  good: "new AdJobsDeployment(chart, 'jobs', { cluster });",
  besides: ['workload/env-duplicate'],
});

const IMAGE = 'quay.io/tigera/anomaly_detection_jobs';

/** Options of the AD jobs. */
export interface AdJobsDeploymentProps extends WorkloadOptions {
  /**
   * The cluster that the jobs run on.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * Settings of the jobs.
   *
   * @default - none, so the image's own defaults apply
   */
  readonly settings?: AdJobSettings;

  /**
   * Jobs to disable.
   *
   * @default - all jobs run
   */
  readonly disabledJobs?: AdJob[];
}

/**
 * Calico's anomaly detection jobs: the Deployment `ad-jobs-deployment`, and the two Calico network policies between it
 * and its endpoint for Elasticsearch: guardian on managed clusters, es-gateway on other clusters since 3.9, and
 * Elasticsearch itself before. Up to release 3.12, these jobs detect anomalies; releases 3.13 to 3.18.0 still support
 * them, with a warning.
 *
 * Image, entry point, probes and the folder of the models depend on the release. For release 3.8, no published image
 * tag is known, and the entry point is uncertain.
 *
 * The container is privileged, as in Tigera's own manifest, because the jobs keep their models in a folder on the node.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export class AdJobsDeployment extends Construct implements IPortScanDetector {
  /**
   * The jobs as module 7 of the workshop applies them: with its settings, and without the jobs for which a workshop has too
   * little data.
   *
   * @param scope the scope in which to define the construct
   * @param id the construct ID, unique in its scope
   * @param options options of the jobs, which take precedence
   * @throws under the same conditions as the constructor
   */
  public static ofWorkshop(scope: Construct, id: string, options: AdJobsDeploymentProps = {}): AdJobsDeployment {
    checkArguments('AdJobsDeployment', { options }, { options: PROPS });
    const { settings = workshopSettings(), disabledJobs = [...WORKSHOP_DISABLED_JOBS] } = options;
    return new AdJobsDeployment(scope, id, { ...options, settings, disabledJobs });
  }

  /** Name of the Deployment. */
  public readonly deploymentName: string = AD_JOBS_DEPLOYMENT;

  /** Namespace of the Deployment. */
  public readonly namespace: string = INTRUSION_DETECTION_NAMESPACE;

  /** The cluster that the jobs run on. */
  public readonly cluster: CalicoCluster;

  /** Reference of the image that runs. */
  public readonly image: string;

  /** Settings of the jobs. */
  public readonly settings: AdJobSettings;

  /** Disabled jobs. */
  public readonly disabledJobs: AdJob[];

  /** How the job `port_scan` counts ports: in time buckets that do not overlap. */
  public readonly portScanDetection: PortScanDetection;

  /**
   * @param scope the scope in which to define the construct
   * @param id the construct ID, unique in its scope
   * @param props options of the jobs
   * @throws when a setting is out of range, a job is unknown, an option is malformed, or the release has no AD jobs
   */
  constructor(scope: Construct, id: string, props: AdJobsDeploymentProps = {}) {
    super(checkedScope('AdJobsDeployment', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.image = imageOf(props, `${IMAGE}:${this.cluster.release._features.adJobs.tag}`);
    this.settings = props.settings ?? {};
    this.disabledJobs = [...(props.disabledJobs ?? [])];
    this.portScanDetection = {
      by: 'the AD jobs',
      threshold: this.settings.portScanThreshold ?? Number(adJobVariable('AD_port_scan_threshold')?.default),
      thresholdStated: this.settings.portScanThreshold !== undefined,
      window: this.settings.bucketSize ?? Duration.minutes(Number(adJobVariable('ES_bucket_size_minutes')?.default)),
      overlap: Duration.seconds(0),
      disabled: this.disabledJobs.includes(AdJob.PORT_SCAN),
    };

    const workload: AdJobsWorkload = {
      cluster: this.cluster,
      name: this.cluster.name,
      image: this.image,
      tuning: tuningVariables(this.settings, this.disabledJobs),
      options: props,
    };
    report(this.node.path, [
      ...checkOtherVariables(this.settings),
      ...checkDeployment(workload),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);

    CalicoCluster.provide(this, this.cluster);
    addPolicies(this, this.cluster);
    new PlainObject(this, 'Deployment', deploymentOf(workload));
    requireUniqueObjects(this, 'a cluster has only one Deployment of AD jobs, so remove one of them');
  }
}

const PROPS: ValueType<AdJobsDeploymentProps> = struct<AdJobsDeploymentProps>(
  { name: 'AdJobsDeploymentProps' },
  {
    ...WORKLOAD_OPTION_TYPES,
    cluster: optional(CALICO_CLUSTER),
    settings: optional(AD_JOB_SETTINGS),
    // A separate rule checks the names of jobs.
    disabledJobs: optional(list(TEXT as ValueType<AdJob>)),
  },
);

function checkOtherVariables({ otherVariables }: AdJobSettings): Finding[] {
  return Object.entries(otherVariables ?? {}).flatMap(([name, value]) => {
    const known = adJobVariable(name);
    if (known === undefined) {
      return [];
    }
    const message = `is set in another way: ${known.setting === undefined ? 'the construct sets it' : `use the setting ${known.setting}`}`;
    return [{ ...KNOWN_VARIABLE, keys: ['settings', 'otherVariables', name], value, message }];
  });
}

/** The rules that this file checks. */
export const AD_JOBS_DEPLOYMENT_RULES = [KNOWN_VARIABLE] as const;
