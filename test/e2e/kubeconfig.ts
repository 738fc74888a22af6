/** Where an API server is, and who asks it. */
export interface Access {
  readonly port: number;
  /** Path of the certificate that the server must show. */
  readonly certificate: string;
  readonly token: string;
}

/** A kubeconfig with one context, named e2e. */
export function kubeconfigText({ port, certificate, token }: Access): string {
  const server = `https://127.0.0.1:${port}`;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority': certificate } }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'user' } }],
    'current-context': 'e2e',
  });
}
