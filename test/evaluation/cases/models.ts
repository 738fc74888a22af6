import { CalicoRelease } from '../../../src/calico';
import {
  type AlertModel,
  type AlertPlan,
  isRefusal,
  Partials,
  type PartialsOptions,
  planAlert,
} from '../../../src/evaluation';
import { readAlert } from '../../../src/kinds/global-alert';

/** An alert over flow logs, some of whose fields are as given. */
export function modelOf(spec: Readonly<Record<string, unknown>>, release = '3.22'): AlertModel {
  const manifest = {
    kind: 'GlobalAlert',
    metadata: { name: 'some.alert' },
    spec: { dataSet: 'flows', severity: 50, description: 'some text', ...spec },
  };
  return readAlert(manifest, CalicoRelease.parse(release));
}

/** The plan of an alert that has one. */
export function planOf(spec: Readonly<Record<string, unknown>>, release?: string): AlertPlan {
  const plan = planAlert(modelOf(spec, release));
  if (isRefusal(plan)) {
    throw new Error(plan.refused);
  }
  return plan;
}

/** The partials of some records. */
export function partialsOf(plan: AlertPlan, records: readonly unknown[], options?: PartialsOptions): Partials {
  const partials = new Partials(plan, options);
  for (const record of records) {
    partials.add(record);
  }
  return partials;
}
