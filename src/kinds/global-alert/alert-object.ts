import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { GlobalAlert, type GlobalAlertProps, GlobalAlertTemplate } from '../../../imports/projectcalico.org';
import { type Finding, FindingSeverity, type Manifest, type RuleMark, remembered, valueAt } from '../../base';
import { type CalicoCluster, clusterKey } from '../../calico';
import { addCalicoObject } from '../../kind';
import { checkGlobalAlert } from './global-alert-checks';

const checkOnce = remembered(checkGlobalAlert, clusterKey);

/**
 * Creates the GlobalAlert of a construct, as its child `Resource`.
 *
 * @param options the construct's own findings, reported together with those of the checks, and the rules of these that
 * are errors for it, or that its own findings replace
 * @throws FindingsError with all errors, before anything is created
 */
export function addGlobalAlert(
  scope: Construct,
  cluster: CalicoCluster,
  { metadata, spec }: GlobalAlertProps,
  { findings = [], errors = [], replaced = [] }: AlertObjectOptions = {},
): void {
  const manifest: ApiObjectProps = { metadata, spec, ...GlobalAlert.GVK };
  addCalicoObject(scope, cluster, {
    manifest,
    render: GlobalAlert.manifest,
    findings: [
      ...findings,
      ...checkOnce(manifest, cluster)
        .filter((finding) => !isOf(finding, replaced))
        .map((finding) => (isOf(finding, errors) ? { ...finding, severity: FindingSeverity.ERROR } : finding)),
    ],
    duplicateAdvice: adviceFor(manifest),
  });
}

interface AlertObjectOptions {
  readonly findings?: readonly Finding[];
  readonly errors?: readonly RuleMark[];
  /** Rules about the same problem as one of the construct's own findings. */
  readonly replaced?: readonly RuleMark[];
}

function isOf(finding: Finding, rules: readonly RuleMark[]): boolean {
  return rules.some(({ rule }) => rule === finding.rule);
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
    findings: checkOnce(manifest, cluster),
    duplicateAdvice: adviceFor(manifest),
  });
}

/** What to do about two alerts with the same name if the name cannot be changed. */
function adviceFor(alert: Manifest): string | undefined {
  return valueAt(alert, 'spec', 'type') === 'AnomalyDetection' ? NAME_OF_DETECTOR : undefined;
}

const NAME_OF_DETECTOR = 'Calico sets this name for the detector, so remove one of them';
