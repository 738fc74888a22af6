import { CalicoRelease } from '../../../src';
import { differences } from '../../../src/base';
import { enterpriseBands, type ReleaseFeatures } from '../../../src/calico';
import { objectsOf } from './module-7';
import type { Thing } from './things';

/** An object or a feature over the releases: its values, each with the first and last release that has it. */
export interface History {
  readonly label: string;
  readonly note?: string;
  readonly eras: readonly { readonly first: number; readonly last: number; readonly text: string }[];
}

/** Module 7 on a managed cluster, over the bands of releases of Calico Enterprise. */
export function releaseHistory(): { releases: string[]; objects: History[]; features: History[] } {
  const bands = enterpriseBands();
  const features = bands.map((band) => featuresOf(CalicoRelease.enterprise(band)._features));
  return {
    releases: bands.map((band) => band.replace(/^(\d+\.\d+)\.0$/, '$1')),
    objects: objectHistories(bands.map((band) => objectsOf(band).made)),
    features: Object.keys({ ...features[0] }).map((label) => {
      const values = features.map((feature) => feature[label]);
      return { label, eras: erasOf(values.map((value, at) => (value === values[at - 1] ? '' : value))) };
    }),
  };
}

/** What happens to each object of the module; those that never change are last. */
function objectHistories(bands: readonly Thing[][]): History[] {
  const things = new Map(bands.flat().map((thing) => [thing.id, thing]));
  const histories = [...things.values()].map(({ id, kind, place = '' }) => {
    const versions = bands.map((band) => band.find((thing) => thing.id === id));
    const news = versions.map((thing, at) => thing && newsOf(thing, versions[at - 1]));
    const [, namespace] = place.split('/');
    return { label: kind, note: namespace && `in ${namespace}`, eras: erasOf(news) };
  });
  const isConstant = ({ eras: [first] }: History) => first?.first === 0 && first.last === bands.length - 1;
  return [...histories.filter((history) => !isConstant(history)), ...histories.filter(isConstant)];
}

/** The name of a new object, or the fields that say what it does and that changed. Annotations name the release. */
function newsOf({ name, spec }: Thing, before: Thing | undefined): string {
  const changed = differences(before?.spec, spec).map(({ keys }) =>
    String(keys.find((key) => !['template', 'spec', 'containers', 0].includes(key))),
  );
  const fields = changed.map((field) => field.replace(/^(liveness|readiness|startup)Probe$/, 'probes'));
  return before === undefined ? name : [...new Set(fields)].join(', ');
}

/** The eras of a value, which begin with news; an empty string is what was before, and undefined is nothing. */
function erasOf(news: readonly (string | undefined)[]): History['eras'] {
  return news.flatMap((text, first) => {
    const end = news.findIndex((next, index) => index > first && next !== '');
    return text ? [{ first, last: (end === -1 ? news.length : end) - 1, text }] : [];
  });
}

/** What a release has, by the label of its row. */
function featuresOf(features: ReleaseFeatures): Readonly<Record<string, string | undefined>> {
  const { anomalyDetection, dataSets, substitutions, alertType, strictAlerts, deletesDetectorAlerts } = features;
  const detection = {
    jobs: 'by AD jobs',
    'global-alerts': 'by detectors of GlobalAlerts',
    removed: 'removed: rules over flow logs instead',
  };
  const jobs = anomalyDetection === 'removed' ? undefined : features.adJobs;
  const fields = [substitutions && 'substitutions', alertType && 'type, detector'].filter(Boolean);
  const alertFields = fields.length === 0 ? 'the original ones' : `+ ${fields.join(', ')}`;
  return {
    'Anomaly detection': detection[anomalyDetection],
    'Image of AD jobs': jobs?.tag,
    'AD jobs are tuned by': jobs && (jobs.settings === 'old' ? 'score thresholds' : 'sensitivities'),
    'Standalone: Elasticsearch': jobs && features.elasticsearch,
    'Data sets of alerts': dataSets.join(', '),
    'Fields of alerts': strictAlerts ? 'schema has all rules' : alertFields,
    'Alerts with names of detectors': deletesDetectorAlerts ? 'deleted by the operator' : 'kept',
    'Namespace of guardian': features.guardian.namespace,
    "Tier of Tigera's policies": features.tigeraTier,
  };
}
