import { errorRule, type Finding, listAt, type Manifest, textAt, valueAt } from '../base';
import { containersOf } from '../kubernetes';
import { isHeadless } from './service';

const SERVICE = "const metadata = { namespace: 'shop', name: 'web' };\n";
const PORTS = "ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }]";

const PORT = errorRule({
  id: 'cdk8s-plus/service-port',
  form: 'program',
  what: 'The port of a Service to probe must be a single TCP port with a known port of the pods.',
  why: 'Probes connect by TCP, and flow logs show the port of the pods, not that of the Service.',
  bad: `${SERVICE}probeTargetOf(new kplus.Service(chart, 'web', { metadata, ${PORTS} }));`,
  good: `${SERVICE}probeTargetOf(new kplus.Service(chart, 'web', { metadata, ${PORTS} }), { port: 443 });`,
});

/** The port that a probe connects to, and the one that the pods listen on. */
export interface ChosenPort {
  readonly port: number;
  readonly podPort: number;
  readonly findings: readonly Finding[];
}

/** A port of a Service, and its place in the list. */
interface ServicePort {
  readonly index: number;
  readonly number: number;
  readonly name: string;
  readonly target: unknown;
}

/**
 * Chooses the port of a Service.
 *
 * @param service its manifest
 * @param option the port that was asked for
 * @param workload the manifest of the workload of its pods, if it was passed
 */
export function choosePort(service: Manifest, option: number | undefined, workload: Manifest | undefined): ChosenPort {
  const headless = isHeadless(service);
  const ports = tcpPorts(service);
  if (headless && ports.length === 0 && option !== undefined) {
    return { port: option, podPort: option, findings: [] };
  }
  const [chosen, ...others] = option === undefined ? ports : ports.filter(({ number }) => number === option);
  if (chosen === undefined || others.length > 0) {
    return { port: 0, podPort: 0, findings: [unclear(ports, option)] };
  }
  const podPort = podPortOf(chosen, workload);
  if (typeof podPort !== 'number') {
    return { port: 0, podPort: 0, findings: [podPort] };
  }
  // The name of a headless Service stands for the addresses of the pods, so nothing translates the port.
  return { port: headless ? podPort : chosen.number, podPort, findings: [] };
}

function tcpPorts(service: Manifest): ServicePort[] {
  return listAt(service, 'spec', 'ports').flatMap((port, index) => {
    const number = valueAt(port, 'port');
    const isTcp = (valueAt(port, 'protocol') ?? 'TCP') === 'TCP';
    return typeof number === 'number' && isTcp
      ? [{ index, number, name: textAt(port, 'name'), target: valueAt(port, 'targetPort') ?? number }]
      : [];
  });
}

function unclear(ports: readonly ServicePort[], option: number | undefined): Finding {
  const known = ports.map(({ number, name }) => (name === '' ? `${number}` : `${number} (${name})`)).join(', ');
  if (option !== undefined) {
    const choice = known === '' ? 'add it to the Service' : `use one of ${known}`;
    return { ...PORT, keys: ['port'], value: option, message: `is not a TCP port of the Service; ${choice}` };
  }
  const message =
    known === ''
      ? 'has no TCP port, and probes connect by TCP; add one, or probe another Service'
      : `has several TCP ports: ${known}; pass one of them as { port }`;
  return { ...PORT, keys: ['spec', 'ports'], message };
}

/** The number of the port that pods listen on, or what keeps it from being known. */
function podPortOf({ index, target }: ServicePort, workload: Manifest | undefined): number | Finding {
  if (typeof target === 'number') {
    return target;
  }
  const number = workload === undefined ? undefined : namedPort(workload, target);
  const message =
    workload === undefined
      ? 'names a port of the pods, whose number is not known; pass their workload as { workload }'
      : 'is not the name of a TCP port of the workload; correct it, or name a port of a container like this';
  return number ?? { ...PORT, keys: ['spec', 'ports', index, 'targetPort'], value: target, message };
}

function namedPort(workload: Manifest, name: unknown): number | undefined {
  const ports = containersOf(workload).flatMap(({ container }) => listAt(container, 'ports'));
  const port = ports.find(
    (candidate) => valueAt(candidate, 'name') === name && (valueAt(candidate, 'protocol') ?? 'TCP') === 'TCP',
  );
  const number = valueAt(port, 'containerPort');
  return typeof number === 'number' ? number : undefined;
}

/** The rules that this file checks. */
export const SERVICE_PORT_RULES = [PORT] as const;
