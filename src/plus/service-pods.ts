import { Node } from 'constructs';
import { errorRule, type Finding, type Manifest, report } from '../base';
import { dnsLabelProblem } from '../kubernetes';
import { matches } from '../query';
import { type Labels, labelsAt, testsOf } from './label-selector';
import type { ReadService } from './service';
import type { KubernetesResource } from './sources';
import { podsOfWorkload } from './workload-pods';

const OBJECTS =
  "const metadata = { namespace: 'shop' };\nconst containers = [{ image: 'registry.example.com/web:1.0', port: 8080 }];\nconst web = new kplus.Deployment(chart, 'web', { metadata, containers });\n";

const OTHER_PODS = errorRule({
  id: 'cdk8s-plus/service-pods',
  form: 'program',
  what: 'The workload of a Service to probe must be the one whose pods the Service selects.',
  why: 'Otherwise, policies and alerts would be compared with the labels and names of pods that the probe does not reach.',
  bad: `${OBJECTS}const other = new kplus.Deployment(chart, 'other', { metadata, containers });\nprobeTargetOf(web.exposeViaService(), { workload: other });`,
  good: `${OBJECTS}probeTargetOf(web.exposeViaService(), { workload: web });`,
});

/** What is known of the pods that a Service selects. */
export interface PodsOfService {
  /** The manifest of their workload, if it was passed. */
  readonly workload?: Manifest;
  /** Labels that all of them have; undefined if there is no selector. */
  readonly labels?: Labels;
  /** What their names begin with. */
  readonly namePrefix?: string;
  readonly findings: readonly Finding[];
}

/** Workloads that name their pods after themselves, with a suffix. */
const NAMING: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Kubernetes truncates longer names before it adds the suffixes of the pods of a Deployment. */
const LONGEST_PREFIX = 46;

/**
 * The pods of a Service.
 *
 * @param service what was read of the Service
 * @param workload the workload of its pods, if it was passed
 * @throws FindingsError when the workload is wrong in itself
 */
export function podsOfService(service: ReadService, workload: KubernetesResource | undefined): PodsOfService {
  const selected = labelsAt(service.manifest, 'spec', 'selector');
  const isSelecting = Object.keys(selected).length > 0;
  if (workload === undefined) {
    return isSelecting ? { labels: selected, findings: [] } : { findings: [] };
  }
  const { workload: manifest, labels, whereabouts, findings } = podsOfWorkload(workload);
  report(Node.of(workload).path, findings);
  const { kind, name } = workload;
  const { stated } = whereabouts;
  const isHere = stated === undefined || stated.includes(service.namespace);
  if (!isHere || !isSelecting || !matches({ kind: 'and', operands: testsOf(selected) }, labels)) {
    const message = `is not the workload of the Service, which ${isHere ? 'does not select its pods' : `is in the namespace ${service.namespace}`}; pass the workload whose pods it selects, or none`;
    return { findings: [{ ...OTHER_PODS, keys: ['workload'], value: `${kind} ${name}`, message }] };
  }
  const isNamed = NAMING.includes(kind) && name.length <= LONGEST_PREFIX && dnsLabelProblem(name) === undefined;
  return { workload: manifest, labels, ...(isNamed ? { namePrefix: name } : {}), findings: [] };
}

/** The rules that this file checks. */
export const SERVICE_PODS_RULES = [OTHER_PODS] as const;
