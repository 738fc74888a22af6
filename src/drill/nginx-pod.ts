import { type PodUser, podSecurityContext } from '../kubernetes';
import type { Container, PodSpec } from '../kubernetes/api-types';

/** nginx without privileges, which listens on port 8080. */
export const NGINX_IMAGE = 'nginxinc/nginx-unprivileged:1.29.4';

/** How nginx runs: as root, as in the workshop, or as another user. */
export interface NginxPod {
  readonly image: string;
  readonly port: number;
  readonly capabilities: NonNullable<Container['securityContext']>['capabilities'];
  readonly podSecurity: PodSpec['securityContext'];
}

export function nginxPod(user: PodUser | undefined): NginxPod {
  return user === undefined
    ? ROOT
    : {
        image: NGINX_IMAGE,
        port: 8080,
        capabilities: { drop: ['ALL'] },
        podSecurity: podSecurityContext(user),
      };
}

const ROOT: NginxPod = {
  image: 'nginx:1.29.4',
  port: 80,
  capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'] },
  podSecurity: undefined,
};
