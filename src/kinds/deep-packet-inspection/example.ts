import { GUARDS } from '../../kubernetes';

/** An inspection that is right, apart from its selector or its metadata. */
export function inspection(selector: string = "app == 'front'", metadata = 'name: front\n  namespace: shop'): string {
  const head = ['apiVersion: projectcalico.org/v3', 'kind: DeepPacketInspection', 'metadata:', `  ${metadata}`];
  return [...head, 'spec:', `  selector: ${selector}`, ''].join('\n');
}

/** The part of an IntrusionDetection that is about inspections, with these fields in its spec. */
export function settings(spec: string, { name = 'tigera-secure', guarded = true } = {}): string {
  const annotations = Object.entries(GUARDS).map(([key, value]) => `    ${key}: ${value}`);
  const head = ['apiVersion: operator.tigera.io/v1', 'kind: IntrusionDetection', 'metadata:', `  name: ${name}`];
  return [...head, ...(guarded ? ['  annotations:', ...annotations] : []), 'spec:', `  ${spec}`, ''].join('\n');
}

/** The field `componentResources`. */
export function resources(limits: string, requests = 'cpu: 100m'): string {
  return `componentResources: [{ componentName: DeepPacketInspection, resourceRequirements: { limits: { ${limits} }, requests: { ${requests} } } }]`;
}

/** The field `deepPacketInspectionDaemonset`, with these init containers. */
export function snortRules(containers: string): string {
  return `deepPacketInspectionDaemonset: { spec: { template: { spec: { initContainers: [${containers}] } } } }`;
}

/** An init container that is right. */
export const CONTAINER = "{ name: snort-rules, image: 'registry.example.com/rules:1' }";
