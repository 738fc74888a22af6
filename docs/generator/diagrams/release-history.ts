import { isDeepStrictEqual } from 'node:util';
import { CalicoCluster, CalicoRelease } from '../../../src';
import { type Manifest, valueAt } from '../../../src/manifest';
import { enterpriseBands, type ReleaseFeatures } from '../../../src/release';
import { moduleChart, objectsOf } from './module-7';
import { objectId, text } from './things';

/** A value and the bands of releases, first and last, that have it. */
export interface Era {
  readonly first: number;
  readonly last: number;
  readonly text: string;
  /** Whether something else was there in the band before. */
  readonly changed: boolean;
}

/** What one object or feature was over the bands. */
export interface History {
  readonly id: string;
  readonly label: string;
  /** Where it is. */
  readonly note?: string;
  readonly eras: readonly Era[];
}

/** What a band adds to the objects of the band before it, removes and changes. */
export interface Step {
  readonly release: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** The module on each band of releases of Calico Enterprise, on a managed cluster. */
export interface ReleaseHistory {
  readonly steps: readonly Step[];
  readonly objects: readonly History[];
  readonly features: readonly History[];
}

/** The objects of one band, by their names. */
type Objects = ReadonlyMap<string, Manifest>;

interface Band {
  readonly release: string;
  readonly features: ReleaseFeatures;
  readonly objects: Objects;
}

export function releaseHistory(): ReleaseHistory {
  const bands = enterpriseBands().map(bandOf);
  return { steps: bands.map(stepOf), objects: objectHistories(bands), features: featureHistories(bands) };
}

function bandOf(name: string): Band {
  const release = CalicoRelease.enterprise(name);
  const cluster = CalicoCluster.managed({ name: 'acme.docs', release });
  const objects = objectsOf(moduleChart(cluster));
  return {
    release: name.replace(/^(\d+\.\d+)\.0$/, '$1'),
    features: release._features,
    objects: new Map(objects.map((object) => [objectId(object), object])),
  };
}

function stepOf({ release, objects }: Band, index: number, bands: readonly Band[]): Step {
  const before = bands[index - 1]?.objects ?? objects;
  const names = [...objects.keys()];
  return {
    release,
    added: names.filter((name) => !before.has(name)).length,
    removed: [...before.keys()].filter((name) => !objects.has(name)).length,
    changed: names.filter((name) => before.has(name) && changedFields(before.get(name), objects.get(name)).length > 0)
      .length,
  };
}

function objectHistories(bands: readonly Band[]): History[] {
  const names = [...new Set(bands.flatMap(({ objects }) => [...objects.keys()]))];
  const histories = names.map((name) => {
    const versions = bands.map(({ objects }) => objects.get(name));
    const newest = versions.findLast((version) => version !== undefined);
    const namespace = valueAt(newest, 'metadata', 'namespace');
    return {
      id: name,
      label: String(newest?.kind),
      note: namespace === undefined ? undefined : `in ${namespace}`,
      eras: erasOf(versions, sameSpec, objectText),
    };
  });
  // What every release has alike comes last.
  const stays = ({ eras }: History) =>
    Number(eras.length === 1 && eras[0]?.first === 0 && eras[0].last === bands.length - 1);
  return histories.sort((one, other) => stays(one) - stays(other));
}

/** The name where an object begins, afterwards what changed in it. */
function objectText(object: Manifest, before: Manifest | undefined): string {
  return before === undefined ? text(object, 'metadata', 'name') : changedFields(before, object).join(', ');
}

function sameSpec(one: Manifest, other: Manifest): boolean {
  return changedFields(one, other).length === 0;
}

/** Fields that say what an object does; those of its one container by their own names. Annotations name the release. */
function changedFields(one: unknown, other: unknown): string[] {
  const path = ['spec', 'template', 'spec', 'containers', 0];
  const pod = ['spec', 'template', 'spec'];
  return valueAt(one, ...path) === undefined
    ? differing(valueAt(one, 'spec'), valueAt(other, 'spec'))
    : [
        ...differing(valueAt(one, ...path), valueAt(other, ...path)),
        ...differing(valueAt(one, ...pod), valueAt(other, ...pod)).filter((field) => field !== 'containers'),
        ...differing(valueAt(one, 'spec'), valueAt(other, 'spec')).filter((field) => field !== 'template'),
      ];
}

function differing(one: unknown, other: unknown): string[] {
  const fields = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])];
  const different = fields.filter((field) => !isDeepStrictEqual(valueAt(one, field), valueAt(other, field)));
  return [...new Set(different.map((field) => field.replace(/^(liveness|readiness|startup)Probe$/, 'probes')))];
}

function featureHistories(bands: readonly Band[]): History[] {
  const history = (label: string, read: (features: ReleaseFeatures) => string | undefined): History => {
    const values = bands.map(({ features }) => read(features));
    return {
      id: label,
      label,
      eras: erasOf(
        values,
        (one, other) => one === other,
        (value) => value,
      ),
    };
  };
  /** What concerns AD jobs ends with them. */
  const jobs = (label: string, read: (features: ReleaseFeatures) => string): History =>
    history(label, (features) => (features.anomalyDetection === 'removed' ? undefined : read(features)));
  return [
    history('Anomaly detection', ({ anomalyDetection }) => DETECTION[anomalyDetection]),
    jobs('Image of AD jobs', ({ adJobs }) => adJobs.tag),
    jobs('AD jobs are tuned by', ({ adJobs }) => (adJobs.settings === 'old' ? 'score thresholds' : 'sensitivities')),
    jobs('Standalone: Elasticsearch', ({ elasticsearch }) => elasticsearch),
    history('Data sets of alerts', ({ dataSets }) => dataSets.join(', ')),
    history('Fields of alerts', alertFields),
    history('Alerts with names of detectors', ({ deletesDetectorAlerts }) =>
      deletesDetectorAlerts ? 'deleted by the operator' : 'kept',
    ),
    history('Namespace of guardian', ({ guardian }) => guardian?.namespace),
    history("Tier of Tigera's policies", ({ tigeraTier }) => tigeraTier),
  ];
}

const DETECTION = {
  jobs: 'by AD jobs',
  'global-alerts': 'by detectors of GlobalAlerts',
  'global-alerts?': undefined,
  removed: 'removed: rules over flow logs instead',
} as const;

function alertFields({ substitutions, alertType, strictAlerts }: ReleaseFeatures): string {
  const fields = [substitutions && 'substitutions', alertType && 'type, detector'].filter(Boolean);
  const more = fields.length === 0 ? 'the first ones' : `+ ${fields.join(', ')}`;
  return strictAlerts ? 'schema holds all rules' : more;
}

/** The values of a history, those that are alike in one. */
function erasOf<Value>(
  values: readonly (Value | undefined)[],
  alike: (one: Value, other: Value) => boolean,
  textOf: (value: Value, before: Value | undefined) => string,
): Era[] {
  const eras: Era[] = [];
  values.forEach((value, index) => {
    const before = values[index - 1];
    const last = eras.at(-1);
    if (value === undefined) {
      return;
    }
    if (last && before !== undefined && alike(before, value)) {
      eras[eras.length - 1] = { ...last, last: index };
    } else {
      eras.push({ first: index, last: index, text: textOf(value, before), changed: index > 0 });
    }
  });
  return eras;
}
