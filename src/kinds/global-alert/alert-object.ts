import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { GlobalAlert, type GlobalAlertProps, GlobalAlertTemplate } from '../../../imports/projectcalico.org';
import { type Finding, type Manifest, valueAt } from '../../base';
import type { CalicoCluster } from '../../calico';
import { addCalicoObject } from '../../kind';
import { checkGlobalAlert } from './global-alert-checks';

/**
 * Creates the GlobalAlert of a construct, as its child `Resource`.
 *
 * @param findings the construct's own findings, reported together with those of the checks
 * @throws FindingsError with all errors, before anything is created
 */
export function addGlobalAlert(
  scope: Construct,
  cluster: CalicoCluster,
  { metadata, spec }: GlobalAlertProps,
  findings: readonly Finding[] = [],
): void {
  const manifest: ApiObjectProps = { metadata, spec, ...GlobalAlert.GVK };
  addCalicoObject(scope, cluster, {
    manifest,
    render: GlobalAlert.manifest,
    findings: [...findings, ...checkGlobalAlert(manifest, cluster)],
    duplicateAdvice: adviceFor(manifest),
  });
}

/** The same for a GlobalAlertTemplate, whose spec is the alert's. */
export function addGlobalAlertTemplate(
  scope: Construct,
  cluster: CalicoCluster,
  { metadata, spec }: GlobalAlertProps,
): void {
  const manifest: ApiObjectProps = { metadata, spec, ...GlobalAlertTemplate.GVK };
  addCalicoObject(scope, cluster, {
    manifest,
    render: GlobalAlertTemplate.manifest,
    findings: checkGlobalAlert(manifest, cluster),
    duplicateAdvice: adviceFor(manifest),
  });
}

/** What to do about two alerts with the same name if the name cannot be changed. */
function adviceFor(alert: Manifest): string | undefined {
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection' ? NAME_OF_DETECTOR : undefined;
}

const NAME_OF_DETECTOR = 'Calico sets this name for the detector, so remove one of them';
