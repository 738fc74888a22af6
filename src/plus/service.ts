import { errorRule, type Finding, type Manifest, textAt, valueAt } from '../base';
import { dnsLabelProblem } from '../kubernetes';
import { manifestOf } from './manifest-of';
import { namespacesOf, onlyNamespace } from './namespace-of';
import type { KubernetesResource } from './sources';

const PROPS = "metadata: { namespace: 'shop', name: 'web' }, ports: [{ port: 80 }]";

const SERVICE = errorRule({
  id: 'cdk8s-plus/service',
  form: 'program',
  what: 'A Service to scan or to probe must be part of the cluster, and must have a valid name.',
  why: 'A Service of type ExternalName refers to a host elsewhere, which may belong to somebody else.',
  bad: `const type = kplus.ServiceType.EXTERNAL_NAME;\nscanTargetOf(new kplus.Service(chart, 'web', { type, externalName: 'www.example.com', ${PROPS} }));`,
  good: `scanTargetOf(new kplus.Service(chart, 'web', { ${PROPS} }));`,
});

/** What is read of a Service. */
export interface ReadService {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Whether a manifest is read as a Service. */
export function isService({ apiVersion, kind }: KubernetesResource): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

/** Whether the name of a Service stands for the addresses of its pods. */
export function isHeadless(service: Manifest): boolean {
  return valueAt(service, 'spec', 'clusterIP') === 'None';
}

/**
 * Reads a Service.
 *
 * @throws FindingsError when its manifest cannot be read
 */
export function readService(resource: KubernetesResource, option: string | undefined): ReadService {
  const manifest = manifestOf(resource);
  const keys = ['metadata', 'namespace'];
  const stated = textAt(manifest, ...keys);
  const how = 'metadata.namespace of the Service or the namespace of its chart';
  const found = namespacesOf({ keys, stated: stated === '' ? undefined : [stated], how }, option);
  const { name: namespace, findings } = onlyNamespace(found, keys);
  const name = textAt(manifest, 'metadata', 'name');
  return { manifest, namespace, name, findings: [...findings, ...checkName(name), ...checkType(manifest)] };
}

function checkName(name: string): Finding[] {
  const message = dnsLabelProblem(name);
  return message === undefined ? [] : [{ ...SERVICE, keys: ['metadata', 'name'], value: name, message }];
}

function checkType(manifest: Manifest): Finding[] {
  const value = valueAt(manifest, 'spec', 'type');
  const host = textAt(manifest, 'spec', 'externalName');
  const message = `refers to the host ${host}, which is not part of the cluster; to probe it, use ProbeTarget.host({ name: '${host}' })`;
  return value === 'ExternalName' ? [{ ...SERVICE, keys: ['spec', 'type'], value, message }] : [];
}

/** The rules that this file checks. */
export const SERVICE_RULES = [SERVICE] as const;
