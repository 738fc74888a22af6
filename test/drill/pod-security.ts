import type { Synthesized } from '../support';

/** The settings that the standard allows, those that came after Kubernetes 1.28 left out. */
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_syncookies',
];

/** The controls of the Pod Security level `restricted`, those of `baseline` included, by their names in the standard. */
const CONTROLS: Readonly<Record<string, (pod: Synthesized, container: Synthesized) => boolean>> = {
  'Host Namespaces': (pod) => !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
  'Privileged Containers': (_, { securityContext }) => securityContext?.privileged !== true,
  Capabilities: (_, { securityContext }) =>
    securityContext?.capabilities?.drop?.includes('ALL') === true &&
    (securityContext.capabilities.add ?? []).every((name: string) => name === 'NET_BIND_SERVICE'),
  'HostPath Volumes': (pod) => (pod.volumes ?? []).every((volume: Synthesized) => volume.hostPath === undefined),
  'Host Ports': (_, { ports = [] }) => ports.every((port: Synthesized) => !port.hostPort),
  AppArmor: (pod) => pod.securityContext?.appArmorProfile === undefined,
  SELinux: (pod, { securityContext }) =>
    pod.securityContext?.seLinuxOptions === undefined && securityContext?.seLinuxOptions === undefined,
  '/proc Mount Type': (_, { securityContext }) => securityContext?.procMount === undefined,
  Sysctls: (pod) => (pod.securityContext?.sysctls ?? []).every(({ name }: Synthesized) => SAFE_SYSCTLS.includes(name)),
  'Volume Types': (pod) =>
    (pod.volumes ?? []).every((volume: Synthesized) =>
      ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'].some(
        (type) => volume[type] !== undefined,
      ),
    ),
  'Privilege Escalation': (_, { securityContext }) => securityContext?.allowPrivilegeEscalation === false,
  'Running as Non-root': (pod, { securityContext }) =>
    (securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) === true,
  'Running as Non-root user': (pod, { securityContext }) =>
    (securityContext?.runAsUser ?? pod.securityContext?.runAsUser) !== 0,
  Seccomp: (pod, { securityContext }) =>
    ['RuntimeDefault', 'Localhost'].includes(
      securityContext?.seccompProfile?.type ?? pod.securityContext?.seccompProfile?.type,
    ),
};

/** The controls that a pod's spec breaks. */
export function brokenControls(pod: Synthesized): string[] {
  const containers: Synthesized[] = [
    ...pod.containers,
    ...(pod.initContainers ?? []),
    ...(pod.ephemeralContainers ?? []),
  ];
  return Object.entries(CONTROLS)
    .filter(([, holds]) => !containers.every((container) => holds(pod, container)))
    .map(([name]) => name);
}
