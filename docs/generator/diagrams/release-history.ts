import { isDeepStrictEqual } from 'node:util';
import { CalicoCluster, CalicoRelease } from '../../../src';
import { type Manifest, valueAt } from '../../../src/base';
import { enterpriseBands, type ReleaseFeatures } from '../../../src/calico';
import { moduleChart, objectsOf } from './module-7';
import { objectId, podOf, text } from './things';

/** A value and the releases, first and last, that have it, as indices of the bands. */
export interface Era {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** An object or a feature over the releases. */
export interface History {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly eras: readonly Era[];
}

/** Module 7 on a managed cluster, over the bands of releases of Calico Enterprise. */
export interface ReleaseHistory {
  readonly releases: readonly string[];
  readonly objects: readonly History[];
  readonly features: readonly History[];
}

export function releaseHistory(): ReleaseHistory {
  const bands = enterpriseBands();
  const releases = bands.map((band) => CalicoRelease.enterprise(band));
  return {
    releases: bands.map((band) => band.replace(/^(\d+\.\d+)\.0$/, '$1')),
    objects: objectHistories(releases),
    features: FEATURES.map(([label, read]) => {
      const values = releases.map(({ _features }) => read(_features));
      return { id: label, label, note: '', eras: erasOf(values, (value, before) => (value === before ? [] : [value])) };
    }),
  };
}

function objectHistories(releases: readonly CalicoRelease[]): History[] {
  const bands = releases.map((release) =>
    objectsOf(moduleChart(CalicoCluster.managed({ name: 'acme.docs', release }))),
  );
  const histories = [...new Set(bands.flat().map(objectId))].map((id) => {
    const versions = bands.map((objects) => objects.find((object) => objectId(object) === id));
    const { kind, metadata } = versions.find((version) => version !== undefined) ?? {};
    const [name, namespace] = [text(metadata, 'name'), valueAt(metadata, 'namespace')];
    const eras = erasOf(versions, (object, before) => (before === undefined ? [name] : changedFields(before, object)));
    return { id, label: String(kind), note: namespace === undefined ? '' : `in ${namespace}`, eras };
  });
  const changes = ({ eras }: History) =>
    eras.length > 1 || eras.some(({ first, last }) => last - first < releases.length - 1);
  return [...histories.filter(changes), ...histories.filter((history) => !changes(history))];
}

/** The fields of an object that say what it does, those of its container first. Annotations name the release. */
function changedFields(one: Manifest, other: Manifest): string[] {
  const [before, after] = [fieldsOf(one), fieldsOf(other)];
  const changed = Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return [...new Set(changed.map((name) => name.replace(/^(liveness|readiness|startup)Probe$/, 'probes')))];
}

function fieldsOf(manifest: Manifest): Readonly<Record<string, unknown>> {
  const pod = Object(valueAt(podOf(manifest), 'spec'));
  const { containers: _, template: __, ...fields } = { ...pod.containers?.[0], ...pod, ...Object(manifest.spec) };
  return fields;
}

/** The eras of a value; `textOf` is what is new in it, and nothing where it is the same as before. */
function erasOf<Value>(
  values: readonly (Value | undefined)[],
  textOf: (value: Value, before: Value | undefined) => readonly string[],
): Era[] {
  const eras: Era[] = [];
  values.forEach((value, index) => {
    const news = value === undefined ? [] : textOf(value, values[index - 1]);
    const era = eras.at(-1);
    if (news.length > 0) {
      eras.push({ first: index, last: index, text: news.join(', ') });
    } else if (value !== undefined && era !== undefined) {
      eras[eras.length - 1] = { ...era, last: index };
    }
  });
  return eras;
}

const DETECTION: Readonly<Record<ReleaseFeatures['anomalyDetection'], string | undefined>> = {
  jobs: 'by AD jobs',
  'global-alerts': 'by detectors of GlobalAlerts',
  removed: 'removed: rules over flow logs instead',
};

const FEATURES: readonly (readonly [label: string, read: (features: ReleaseFeatures) => string | undefined])[] = [
  ['Anomaly detection', ({ anomalyDetection }) => DETECTION[anomalyDetection]],
  ['Image of AD jobs', whereJobsRun(({ adJobs }) => adJobs.tag)],
  [
    'AD jobs are tuned by',
    whereJobsRun(({ adJobs }) => (adJobs.settings === 'old' ? 'score thresholds' : 'sensitivities')),
  ],
  ['Standalone: Elasticsearch', whereJobsRun(({ elasticsearch }) => elasticsearch)],
  ['Data sets of alerts', ({ dataSets }) => dataSets.join(', ')],
  ['Fields of alerts', alertFields],
  [
    'Alerts with names of detectors',
    (features) => (features.deletesDetectorAlerts ? 'deleted by the operator' : 'kept'),
  ],
  ['Namespace of guardian', ({ guardian }) => guardian?.namespace],
  ["Tier of Tigera's policies", ({ tigeraTier }) => tigeraTier],
];

function whereJobsRun(read: (features: ReleaseFeatures) => string) {
  return (features: ReleaseFeatures) => (features.anomalyDetection === 'removed' ? undefined : read(features));
}

function alertFields({ substitutions, alertType, strictAlerts }: ReleaseFeatures): string {
  const fields = [substitutions && 'substitutions', alertType && 'type, detector'].filter(Boolean);
  const more = fields.length === 0 ? 'the first ones' : `+ ${fields.join(', ')}`;
  return strictAlerts ? 'schema holds all rules' : more;
}
