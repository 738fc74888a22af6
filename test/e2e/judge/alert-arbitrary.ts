import fc from 'fast-check';
import { DETECTORS, Detector } from '../../../src/kinds/global-alert';
import { type Data, durations, SEVERITIES, texts } from './field-values';
import { manifestText } from './manifest-text';
import { type Mutation, mutate, mutations } from './mutations';
import { ruleSpecs } from './rule-alerts';

/** An alert or a template, with whatever is wrong with it. */
export interface Case {
  readonly kind: string;
  readonly text: string;
  /** Whether it is a rule that was made right and not changed, which nobody may refuse. */
  readonly right: boolean;
}

const labels = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const names = fc.array(labels, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));

const metadata = fc.record(
  {
    name: names,
    labels: fc.constant({ 'app.kubernetes.io/name': 'alerts', empty: '' }),
    annotations: fc.constant({ 'example.com/note': 'any text: {"a": 1}\n' }),
  },
  { requiredKeys: ['name'] },
);

const rules: fc.Arbitrary<Data> = fc.record({ metadata, spec: ruleSpecs });

const detectorAlerts: fc.Arbitrary<Data> = fc
  .record({
    id: fc.constantFrom(...Object.keys(DETECTORS)),
    spec: fc.record(
      { description: texts, severity: SEVERITIES, summary: texts, period: durations, lookback: durations },
      { requiredKeys: ['description', 'severity'] },
    ),
  })
  .map(({ id, spec }) => ({
    metadata: { name: Detector.of(id).alertName },
    spec: { ...spec, type: 'AnomalyDetection', detector: { name: id } },
  }));

/** How many changes there are to a right alert: none is a case of its own. */
const changes: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.tuple(mutations) },
  { weight: 2, arbitrary: fc.array(mutations, { minLength: 2, maxLength: 4 }) },
);

/** Alerts and templates in every field, right and wrong. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    kind: fc.constantFrom('GlobalAlert', 'GlobalAlertTemplate'),
    alert: fc.oneof({ weight: 9, arbitrary: rules }, { weight: 1, arbitrary: detectorAlerts }),
    changes,
  })
  .map(({ kind, alert, changes: list }) => {
    const changed = list.reduce<Data>(mutate, { apiVersion: 'projectcalico.org/v3', kind, ...alert });
    return {
      kind,
      text: manifestText(changed),
      right: list.length === 0 && !Object.hasOwn(alert.spec as Data, 'detector'),
    };
  });
