import { Duration } from 'cdk8s';
import { ContainerResources, TaintEffect, TolerationOperator, type WorkloadOptions } from '../src';
import type { AllProps } from './all-props';

/** The props of all workloads, and where a Pod has them, or the template of a Deployment. */
export function workloadProps(kind: 'Pod' | 'Deployment'): AllProps<WorkloadOptions> {
  const template = kind === 'Pod' ? [] : ['spec', 'template'];
  const [metadata, pod] = [
    [...template, 'metadata'],
    [...template, 'spec'],
  ];
  const image = { kind, at: [...pod, 'containers', 0, 'image'], is: 'mirror.example/a/b:1' };
  return {
    image: { value: 'a/b:1', ...image },
    imageRegistry: { value: 'mirror.example', ...image },
    imagePullSecrets: { value: ['mine'], kind, at: [...pod, 'imagePullSecrets'], is: [{ name: 'mine' }] },
    labels: { value: { team: 'red' }, kind, at: [...metadata, 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, kind, at: [...metadata, 'annotations', 'note'], is: 'n' },
    podLabels: { value: { tier: 'tools' }, kind, at: [...metadata, 'labels', 'tier'], is: 'tools' },
    resources: {
      value: ContainerResources.of({ cpuLimit: 2 }),
      kind,
      at: [...pod, 'containers', 0, 'resources'],
      is: { limits: { cpu: '2' } },
    },
    priorityClassName: { value: 'low', kind, at: [...pod, 'priorityClassName'], is: 'low' },
    serviceAccountName: { value: 'tools', kind, at: [...pod, 'serviceAccountName'], is: 'tools' },
    nodeSelector: { value: { disk: 'ssd' }, kind, at: [...pod, 'nodeSelector'], is: { disk: 'ssd' } },
    tolerations: {
      value: [
        { key: 'spot', operator: TolerationOperator.EXISTS },
        { key: 'gpu', value: 'yes', effect: TaintEffect.NO_EXECUTE, stayFor: Duration.minutes(1) },
      ],
      kind,
      at: [...pod, 'tolerations'],
      is: [
        { key: 'spot', operator: 'Exists' },
        { key: 'gpu', value: 'yes', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
    },
  };
}
