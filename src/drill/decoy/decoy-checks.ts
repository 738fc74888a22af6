import { errorRule, type Finding } from '../../base';
import { dnsLabelProblem, rfc1035Problem } from '../../kubernetes';
import type { DecoyPlan, DecoyPorts } from './decoy-form';
import type { DecoyOptions } from './decoy-props';

const decoy = (props: string) => `Decoy.service(chart, 'decoy', { cluster, ${props} });`;

const NAME = errorRule({
  id: 'decoy/name',
  form: 'program',
  what: 'The name of a decoy must be an RFC 1035 label.',
  why: 'A Service is named after it, and it is the value of a label.',
  bad: decoy("name: '1-dashboard'"),
  good: decoy("name: 'dashboard-1'"),
});
const NAMESPACE = errorRule({
  id: 'decoy/namespace',
  form: 'program',
  what: 'The namespace of a decoy must be an RFC 1123 label, and not a namespace of Kubernetes or Calico.',
  why: 'A decoy is there to be attacked. The policies of Calico in its own namespaces would also deny all connections to it.',
  bad: decoy("namespace: 'kube-system'"),
  good: decoy("namespace: 'shop'"),
});
const PORT = errorRule({
  id: 'decoy/port',
  form: 'program',
  what: 'The port of a Service must be a whole number from 1 to 65535, and that of a pod from 1024 to 65535.',
  why: 'There are no other ports, and a process without root may not be able to listen on a port below 1024.',
  bad: decoy('podPort: 80'),
  good: decoy('podPort: 8080'),
});
const IMAGE_MISSING = errorRule({
  id: 'decoy/image-missing',
  form: 'program',
  what: 'A decoy that runs the program of an image must have an image.',
  why: 'The default image is that of nginx, which would run without the configuration of the decoy.',
  bad: decoy('program: DecoyProgram.ofImage()'),
  good: decoy("program: DecoyProgram.ofImage(), image: 'registry.example.com/dashboard:1.4.2'"),
});

const SYSTEM_NAMESPACE = /^(?:kube|tigera|calico)-/;
const UNPRIVILEGED = 1024;
const HIGHEST_PORT = 65_535;

/** Checks what no check of its objects shows in terms of the props. */
export function checkDecoy({ name, namespace, form }: DecoyPlan, options: DecoyOptions): Finding[] {
  const nameProblem = rfc1035Problem(name);
  const { ports } = form;
  return [
    ...(nameProblem === undefined ? [] : [{ ...NAME, keys: ['name'], value: name, message: nameProblem }]),
    ...checkNamespace(namespace),
    ...(ports === undefined ? [] : checkPorts(ports)),
    ...checkImage(options),
  ];
}

function checkNamespace(namespace: string): Finding[] {
  const message =
    dnsLabelProblem(namespace) ??
    (SYSTEM_NAMESPACE.test(namespace)
      ? 'belongs to Kubernetes or Calico; put the decoy next to workloads of your own'
      : undefined);
  return message === undefined ? [] : [{ ...NAMESPACE, keys: ['namespace'], value: namespace, message }];
}

/** A decoy with one port for the Service and the pod has no prop for the latter. */
function checkPorts({ service, pod, isSame }: DecoyPorts): Finding[] {
  return isSame
    ? checkPort('port', pod, UNPRIVILEGED)
    : [...checkPort('port', service, 1), ...checkPort('podPort', pod, UNPRIVILEGED)];
}

function checkPort(prop: 'port' | 'podPort', port: number, lowest: number): Finding[] {
  if (Number.isInteger(port) && port >= lowest && port <= HIGHEST_PORT) {
    return [];
  }
  const why = lowest === 1 ? '' : ', because the pod does not run as root';
  return [
    { ...PORT, keys: [prop], value: port, message: `must be a whole number from ${lowest} to ${HIGHEST_PORT}${why}` },
  ];
}

function checkImage({ program, image }: DecoyOptions): Finding[] {
  if (program === undefined || program._isNginx || image !== undefined) {
    return [];
  }
  const message = 'must be set, because the decoy runs the program of the image; or use DecoyProgram.nginx()';
  return [{ ...IMAGE_MISSING, keys: ['image'], message }];
}

/** The rules that this file checks. */
export const DECOY_RULES = [NAME, NAMESPACE, PORT, IMAGE_MISSING] as const;
