import { isIPv6 } from 'node:net';
import type { ApiObjectProps } from 'cdk8s';
import { NAMESPACE_NAME_LABEL, type PortRange } from '../kubernetes';
import type { NetworkPolicySpec } from '../kubernetes/api-types';
import { podLabels } from './run-workload';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import type { ScanWorkload } from './scan-workload';

/** A network policy that only allows egress to the target's ports and to DNS. */
export function egressPolicy(
  { name, namespace, target, options }: ScanWorkload,
  ports: PortRange,
): ApiObjectProps & { readonly spec: NetworkPolicySpec } {
  const spans = ports._spans.map(({ first, last }) => ({
    protocol: 'TCP',
    port: first,
    endPort: last === first ? undefined : last,
  }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-egress`, namespace, labels: options.labels },
    spec: {
      podSelector: { matchLabels: podLabels({ name }) },
      policyTypes: ['Egress'],
      egress: [
        { to: peersOf(target), ports: spans },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })),
        },
      ],
    },
  };
}

type Peers = NonNullable<NonNullable<NetworkPolicySpec['egress']>[number]['to']>;

/** Policies apply to the pods of a Service, which are not known here, so the whole namespace is allowed. */
function peersOf(target: ScanTarget): Peers {
  if (target.kind === ScanTargetKind.ADDRESSES) {
    return (target.addressList ?? []).map((address) => ({
      ipBlock: { cidr: `${address}/${isIPv6(address) ? 128 : 32}` },
    }));
  }
  const namespaceSelector = { matchLabels: { [NAMESPACE_NAME_LABEL]: target.namespace ?? '' } };
  return [
    target.labels === undefined
      ? { namespaceSelector }
      : { namespaceSelector, podSelector: { matchLabels: target.labels } },
  ];
}
