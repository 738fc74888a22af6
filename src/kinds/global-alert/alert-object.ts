import type { ApiObjectProps } from 'cdk8s';
import { type Construct, Node } from 'constructs';
import { GlobalAlert, type GlobalAlertProps, GlobalAlertTemplate } from '../../../imports/projectcalico.org';
import { type Finding, type Manifest, report, valueAt } from '../../base';
import { CalicoCluster } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import { PlainObject } from '../../kubernetes';
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
  props: GlobalAlertProps,
  findings: readonly Finding[] = [],
): void {
  const alert: ApiObjectProps = { metadata: props.metadata, spec: props.spec, ...GlobalAlert.GVK };
  report(Node.of(scope).path, [...findings, ...checkGlobalAlert(alert, cluster)]);
  CalicoCluster.provide(scope, cluster);
  new PlainObject(scope, 'Resource', alert, GlobalAlert.manifest);
  requireUniqueObjects(scope, adviceFor(alert));
}

/** The same for a GlobalAlertTemplate, whose spec is the alert's. */
export function addGlobalAlertTemplate(scope: Construct, cluster: CalicoCluster, alert: GlobalAlertProps): void {
  const template: ApiObjectProps = { metadata: alert.metadata, spec: alert.spec, ...GlobalAlertTemplate.GVK };
  report(Node.of(scope).path, checkGlobalAlert(template, cluster));
  CalicoCluster.provide(scope, cluster);
  new PlainObject(scope, 'Resource', template, GlobalAlertTemplate.manifest);
  requireUniqueObjects(scope, adviceFor(template));
}

/** What to do about two alerts with the same name if the name cannot be changed. */
function adviceFor(alert: Manifest): string | undefined {
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection' ? NAME_OF_DETECTOR : undefined;
}

const NAME_OF_DETECTOR = 'Calico sets this name for the detector, so remove one of them';
