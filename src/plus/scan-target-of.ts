import { Node } from 'constructs';
import { checkArguments, checkProps } from '../arguments';
import { report } from '../base';
import { ScanTarget } from '../drill';
import { testsOf } from './label-selector';
import { namespacesOf, onlyNamespace } from './namespace-of';
import { PODS_OPTIONS, type PodsOptions, readPods } from './pods-of';
import { isService, readService } from './service';
import { isResource, POD_SOURCE, type PodSource } from './sources';
import { requireStillSelected } from './still-selected';

/**
 * What `NetshootScanner` scans: the pods of a workload or of a selection of cdk8s-plus, or a Service.
 *
 * @param source a workload, a Service, or the result of `Pods.select` or `Pods.all`
 * @param options the namespace, if the program does not state it
 * @throws when there is not exactly one namespace, or a scan cannot find the pods
 */
export function scanTargetOf(source: PodSource, options: PodsOptions = {}): ScanTarget {
  checkArguments('scanTargetOf', { source }, { source: POD_SOURCE });
  if (isResource(source) && isService(source)) {
    checkProps('scanTargetOf', options, PODS_OPTIONS);
    const { namespace, name, findings } = readService(source, options.namespace);
    report(Node.of(source).path, findings);
    return ScanTarget.service({ namespace, name });
  }
  const { whereabouts, labels, findings, scanFindings } = readPods('scanTargetOf', source, options);
  const { name: namespace, findings: more } = onlyNamespace(
    namespacesOf(whereabouts, options.namespace),
    whereabouts.keys,
  );
  report(Node.of(source).path, [...findings, ...scanFindings, ...more]);
  requireStillSelected(source, testsOf(labels));
  return ScanTarget.pods({ namespace, labels });
}
