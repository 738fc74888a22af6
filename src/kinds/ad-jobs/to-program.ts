import { listAt, type Manifest, textAt, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import {
  type Conversion,
  call,
  constant,
  dataExpression,
  type Entries,
  type Expression,
  list,
  struct,
  value,
} from '../../kind';
import { AdJob } from './ad-job';
import { AD_JOB_VARIABLES, type AdJobVariable } from './ad-job-variables';

const DISABLED_JOBS = 'AD_DISABLED_JOBS';

/** The construct for the Deployment of the AD jobs and the two policies that belong to it. */
export function adJobsToProgram(manifest: Manifest, { release }: ClusterKind): Conversion[] {
  const container = valueAt(manifest, 'spec', 'template', 'spec', 'containers', 0);
  const variables = new Map(listAt(container, 'env').map((entry) => [textAt(entry, 'name'), textAt(entry, 'value')]));
  if (manifest.kind !== 'Deployment' || container === undefined || release._features.anomalyDetection === 'removed') {
    return [];
  }
  const image = textAt(container, 'image');
  const isDefault = image === `quay.io/tigera/anomaly_detection_jobs:${release._features.adJobs.tag}`;
  const type = 'AdJobsDeployment';
  const given = { image: isDefault ? undefined : value(image) };
  const own = { disabledJobs: jobsIn(variables.get(DISABLED_JOBS)), settings: settingsIn(variables) };
  const clusterName = variables.get('CLUSTER_NAME');
  const named = clusterName ? { clusterName } : {};
  return [
    { construction: { type, factory: 'ofWorkshop', props: struct('AdJobsDeploymentProps', given) }, ...named },
    { construction: { type, props: struct('AdJobsDeploymentProps', { ...given, ...own }) }, ...named },
  ];
}

function jobsIn(text: string | undefined): Expression | undefined {
  const known = new Map<string, string>(Object.entries(AdJob).map(([name, id]) => [id, name]));
  const names = text?.split(',').map((id) => known.get(id));
  return names === undefined || names.includes(undefined)
    ? undefined
    : list(names.map((name) => constant('AdJob', String(name))));
}

function settingsIn(variables: ReadonlyMap<string, string>): Expression | undefined {
  const fields: Entries = AD_JOB_VARIABLES.flatMap(({ name, setting, type }) => {
    const text = variables.get(name);
    const expression = text === undefined ? undefined : settingOf(text, type);
    return setting === undefined || expression === undefined ? [] : [[setting, expression] as const];
  });
  const others = [...variables].filter(([name]) => !AD_JOB_VARIABLES.some((variable) => variable.name === name));
  const otherVariables = others.length === 0 ? {} : { otherVariables: dataExpression(Object.fromEntries(others)) };
  const settings = struct('AdJobSettings', { ...Object.fromEntries(fields), ...otherVariables });
  return settings.fields.length === 0 ? undefined : settings;
}

function settingOf(text: string, type: AdJobVariable['type']): Expression {
  switch (type) {
    case 'int':
    case 'float':
      return value(Number(text));
    case 'bool':
      return value(text === 'True');
    case 'minutes':
      return call('Duration', 'minutes', value(Number(text)));
    case 'seconds':
      return call('Duration', 'seconds', value(Number(text.replace(/s$/, ''))));
    case 'list':
      return list(text.split(',').map(value));
    case 'text':
      return value(text);
  }
}
