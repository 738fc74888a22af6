import { report } from '../base';
import { CalicoCluster } from '../calico';
import { type AnomalyDetectionChartProps, checkDemoNamespace } from '../drill';

/**
 * The props of module 7 from the environment: the cluster, as `CalicoCluster.fromEnvironment` reads it, and
 * `CALICO_DEMO_NAMESPACE`, the namespace of the demo.
 *
 * @throws FindingsError with all problems, by variable
 */
export function moduleFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): AnomalyDetectionChartProps {
  const { CALICO_DEMO_NAMESPACE: demoNamespace } = environment;
  const { cluster, findings } = CalicoCluster._readEnvironment(environment);
  report('environment', [
    ...findings,
    ...(demoNamespace === undefined ? [] : checkDemoNamespace(demoNamespace, ['CALICO_DEMO_NAMESPACE'])),
  ]);
  return { cluster: cluster as CalicoCluster, demoNamespace };
}
