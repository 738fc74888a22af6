import { Node } from 'constructs';
import { checkArguments, checkProps, NUMBER, optional, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, report } from '../base';
import { ProbeTarget } from '../drill';
import { testsOf } from './label-selector';
import { isHeadless, isService, readService } from './service';
import { podsOfService } from './service-pods';
import { choosePort } from './service-port';
import { type KubernetesResource, RESOURCE } from './sources';
import { requireStillSelected } from './still-selected';

const OBJECTS =
  "const metadata = { namespace: 'shop' };\nconst containers = [{ image: 'registry.example.com/web:1.0', port: 8080 }];\nconst web = new kplus.Deployment(chart, 'web', { metadata, containers });\n";

const NOT_A_SERVICE = errorRule({
  id: 'cdk8s-plus/probe-service',
  form: 'program',
  what: 'A probe must connect to a Service.',
  why: 'The address of a pod is known only when the pod runs, but the name of a Service is known before.',
  bad: `${OBJECTS}probeTargetOf(web);`,
  good: `${OBJECTS}probeTargetOf(web.exposeViaService(), { workload: web });`,
});

/** What is known of a Service to probe. */
export interface ProbeTargetOfOptions {
  /**
   * Namespace of the Service, an RFC 1123 label.
   *
   * @default - the namespace of the Service, or of its chart
   */
  readonly namespace?: string;

  /**
   * The port of the Service.
   *
   * @default - its TCP port, if it has only one
   */
  readonly port?: number;

  /**
   * The workload whose pods the Service selects. Its labels and its name are compared with policies and alerts, and its
   * containers have the ports that the Service names.
   *
   * @default - only the labels are known that the Service selects
   */
  readonly workload?: KubernetesResource;
}

const OPTIONS: ValueType<ProbeTargetOfOptions> = struct<ProbeTargetOfOptions>(
  { name: 'ProbeTargetOfOptions' },
  { namespace: optional(TEXT), port: optional(NUMBER), workload: optional(RESOURCE) },
);

/**
 * What a `Probe` connects to: a Service of cdk8s-plus.
 *
 * @param service the Service
 * @param options its port, and the workload of its pods
 * @throws when the port or the namespace is not known, or the workload is not the one of the Service
 */
export function probeTargetOf(service: KubernetesResource, options: ProbeTargetOfOptions = {}): ProbeTarget {
  checkArguments('probeTargetOf', { service }, { service: RESOURCE });
  checkProps('probeTargetOf', options, OPTIONS);
  const { path } = Node.of(service);
  if (!isService(service)) {
    const message = 'is not a Service; expose the workload, for example with exposeViaService()';
    report(path, [{ ...NOT_A_SERVICE, keys: ['kind'], value: service.kind, message }]);
  }
  const read = readService(service, options.namespace);
  report(path, read.findings);
  const { workload, labels, namePrefix, findings } = podsOfService(read, options.workload);
  report(path, findings);
  const { port, podPort, findings: unclear } = choosePort(read.manifest, options.port, workload);
  report(path, unclear);
  if (options.workload !== undefined) {
    requireStillSelected(options.workload, testsOf(labels ?? {}));
  }
  return ProbeTarget.service({
    namespace: read.namespace,
    name: read.name,
    port,
    podPort,
    headless: isHeadless(read.manifest),
    ...(labels === undefined ? {} : { podLabels: labels }),
    ...(namePrefix === undefined ? {} : { podNamePrefix: namePrefix }),
  });
}

/** The rules that this file checks. */
export const PROBE_TARGET_OF_RULES = [NOT_A_SERVICE] as const;
