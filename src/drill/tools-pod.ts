import { PodUser, podPlacement, podSecurityContext, resourcesOf, type WorkloadOptions } from '../kubernetes';
import type { Container, PodSpec } from '../kubernetes/api-types';

/** Has nmap and other network tools. */
export const TOOLS_IMAGE = 'nicolaka/netshoot:v0.14';

/** The program of a pod that waits for commands. */
export const WAITING: Pick<Container, 'command' | 'args'> = { command: ['sleep'], args: ['infinity'] };

/** An unprivileged user; the image's own is root. */
const USER = 1000;

/** The image's own working directory is root's home, which other users may not enter. */
const WORKING_DIR = '/tmp';

/**
 * One of the settings that Kubernetes counts as safe, and the Pod Security level `restricted` allows.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
 */
const PING_SYSCTLS = [{ name: 'net.ipv4.ping_group_range', value: '0 2147483647' }];

const RESOURCES = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } };

/** The data from which a pod with network tools is created. */
export interface ToolsPod {
  readonly image: string;
  readonly program: Pick<Container, 'command' | 'args'>;
  readonly options: WorkloadOptions;
  /** Default: an unprivileged user. */
  readonly user?: PodUser | undefined;
  /** Whether it sends raw packets, for which it must be root. */
  readonly raw?: boolean;
  /** Whether it sends pings, which a setting of its network namespace then allows every group without capabilities. */
  readonly pings?: boolean;
}

/** A pod with network tools. It meets the Pod Security level `restricted`, unless it sends raw packets. */
export function toolsPodSpec({ image, program, options, user, raw = false, pings = false }: ToolsPod): PodSpec {
  const security = raw ? { runAsUser: 0 } : podSecurityContext(user ?? PodUser.of(USER));
  return {
    automountServiceAccountToken: false,
    securityContext: pings ? { ...security, sysctls: PING_SYSCTLS } : security,
    containers: [
      {
        name: 'netshoot',
        image,
        ...program,
        workingDir: WORKING_DIR,
        resources: resourcesOf(options, RESOURCES),
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: raw ? { drop: ['ALL'], add: ['NET_RAW'] } : { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      },
    ],
    ...podPlacement(options),
  };
}
