import { type Construct, Node } from 'constructs';
import {
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  type GlobalAlertTemplateProps,
} from '../../imports/projectcalico.org';
import { CalicoCluster, requireUniqueObjects } from '../cluster';
import { type Finding, report } from '../findings';
import { omitNamespace } from '../manifest';
import { checkGlobalAlert } from './global-alert-checks';

/**
 * Makes the GlobalAlert of a construct, as its child `Resource`.
 *
 * @param findings what the construct itself has to say, to be reported with what the checks find
 * @throws FindingsError with all that is wrong, before anything is made
 */
export function addGlobalAlert(
  scope: Construct,
  cluster: CalicoCluster,
  props: GlobalAlertProps,
  findings: readonly Finding[] = [],
): void {
  report(Node.of(scope).path, [...findings, ...checkGlobalAlert(GlobalAlert.manifest(props), cluster)]);
  omitNamespace(new GlobalAlert(scope, 'Resource', props));
  settle(scope, cluster);
}

/** The same for a GlobalAlertTemplate, whose spec is the alert's. */
export function addGlobalAlertTemplate(scope: Construct, cluster: CalicoCluster, alert: GlobalAlertProps): void {
  // Only the generated classes tell the two specs apart: each has enums of its own, with the same values.
  const props = alert as unknown as GlobalAlertTemplateProps;
  report(Node.of(scope).path, checkGlobalAlert(GlobalAlertTemplate.manifest(props), cluster));
  omitNamespace(new GlobalAlertTemplate(scope, 'Resource', props));
  settle(scope, cluster);
}

function settle(scope: Construct, cluster: CalicoCluster): void {
  CalicoCluster.provide(scope, cluster);
  requireUniqueObjects(scope);
}
