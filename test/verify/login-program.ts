import type { CredentialProgram } from '../../src/verify/live/kube-target';

/** A credential program of a kubeconfig, without anything special. */
export const LOGIN: CredentialProgram = {
  command: 'login',
  args: [],
  environment: {},
  apiVersion: 'client.authentication.k8s.io/v1',
  needsTerminal: false,
  wantsCluster: false,
};
