import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { FindingsError, isMap, type Manifest, valueAt } from '../base';
import { CalicoRelease, type LogSettings, logsMadeFor, MADE_FOR, LogSettings as Settings } from '../calico';
import { type AlertPlan, isRefusal, planAlert } from '../evaluation';
import { alertKindOf } from '../kinds';

const NO_ALERT =
  'is not an alert: pass a GlobalAlert, a PortScanAlert, another construct with one alert, or the manifest of a GlobalAlert';

/** What a manifest that another tool wrote does not say. */
export interface AlertTestOptions {
  /**
   * The Calico release, such as `3.24` or `cloud-23.0.1`.
   *
   * @default - the release that the alert was made for, by its annotation
   */
  readonly release?: string;

  /**
   * The log settings of the cluster: the YAML of its FelixConfiguration.
   *
   * @default - the settings that the alert was made for, by its annotation; Calico's defaults if it has none
   */
  readonly felixConfiguration?: string;
}

/** An alert, with what its evaluation depends on. @internal */
export interface AlertUnderTest {
  readonly title: string;
  readonly plan: AlertPlan;
  readonly settings: LogSettings;
}

/**
 * Reads a construct or a manifest.
 *
 * @throws Error when it is not an alert, its release is unknown, or it cannot be evaluated
 * @internal
 */
export function alertUnderTest(alert: object, options: AlertTestOptions): AlertUnderTest {
  const { manifest, title, release, settings } = alertWithCluster(alert, options);
  const plan = planAlert(readerOf(manifest)(manifest, release));
  if (isRefusal(plan)) {
    throw new Error(`${title} cannot be tested: ${plan.refused}`);
  }
  return { title, plan, settings };
}

/** A manifest, and what is known about the cluster that it is for. @internal */
export interface AlertWithCluster {
  readonly manifest: Manifest;
  readonly title: string;
  readonly release: CalicoRelease;
  readonly settings: LogSettings;
}

/**
 * Reads a construct or a manifest, which need not be possible to evaluate.
 *
 * @throws Error when it is not an alert, or its release is unknown
 * @internal
 */
export function alertWithCluster(alert: object, { release, felixConfiguration }: AlertTestOptions): AlertWithCluster {
  const manifest = manifestOf(alert);
  const title = `${String(manifest.kind)} ${String(valueAt(manifest, 'metadata', 'name'))}`;
  const written = release ?? valueAt(manifest, 'metadata', 'annotations', MADE_FOR.release);
  if (typeof written !== 'string') {
    throw new Error(`${title} does not state the Calico release that it is for: pass it, as in { release: '3.24' }`);
  }
  const settings =
    felixConfiguration === undefined ? logsMadeFor(manifest) : Settings.fromFelixConfiguration(felixConfiguration);
  return { manifest, title, release: releaseOf(written), settings };
}

function readerOf(manifest: Manifest): NonNullable<ReturnType<typeof alertKindOf>>['readAlert'] {
  const kind = alertKindOf(manifest);
  if (kind === undefined) {
    throw new Error(NO_ALERT);
  }
  return kind.readAlert;
}

function releaseOf(text: string): CalicoRelease {
  try {
    return CalicoRelease.parse(text);
  } catch (error) {
    throw error instanceof FindingsError ? new Error(error.message) : error;
  }
}

function manifestOf(alert: object): Manifest {
  if (!Construct.isConstruct(alert)) {
    if (!isMap(alert) || alertKindOf(alert) === undefined) {
      throw new Error(NO_ALERT);
    }
    return alert as Manifest;
  }
  const objects = alert.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
  const alerts = objects.map((object): Manifest => object.toJson()).filter((manifest) => alertKindOf(manifest));
  const [first] = alerts;
  if (first === undefined || alerts.length > 1) {
    throw new Error(`${alert.node.path} contains ${alerts.length} alerts: pass a construct with exactly one`);
  }
  return first;
}
