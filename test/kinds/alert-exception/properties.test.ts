import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { AlertException, AlertRule, EventSelection, GlobalAlert, Metric, Query, TimeWindow } from '../../../src';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkAlertException } from '../../../src/kinds/alert-exception';
import { questionsOfException } from '../../../src/kinds/alert-exception/producer-questions';
import { checkExpired } from '../../../src/kinds/alert-exception/time-checks';
import { lint } from '../../../src/lint';
import { captureStderr, managedCluster } from '../../support';

const cluster = managedCluster('3.24');
const kind = { release: CalicoRelease.parse('3.24'), topology: CalicoTopology.MANAGED };
const during = TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-08T08:00:00Z'));

const EVENT_FIELDS = ['source', 'dest'].flatMap((end) =>
  ['ip', 'name', 'name_aggr', 'namespace'].map((part) => `${end}_${part}`),
);

/** Fields to aggregate by, each with the field that events have for it, if any, as the facts have them. */
const FLOWS: Readonly<Record<string, string | undefined>> = {
  source_namespace: 'source_namespace',
  source_name_aggr: 'source_name_aggr',
  source_name: 'source_name',
  dest_namespace: 'dest_namespace',
  dest_name_aggr: 'dest_name_aggr',
  dest_name: 'dest_name',
  action: undefined,
  proto: undefined,
};
const DNS: Readonly<Record<string, string | undefined>> = {
  client_namespace: 'source_namespace',
  client_name_aggr: 'source_name_aggr',
  client_name: 'source_name',
  qname: undefined,
  rcode: undefined,
};
const AUDIT: Readonly<Record<string, string | undefined>> = {
  'objectRef.name': 'source_name',
  'objectRef.namespace': 'source_namespace',
  'objectRef.resource': undefined,
  verb: undefined,
};
const condition = Metric.count().atLeast(5);
const SETS = [
  { fields: FLOWS, rule: (aggregateBy: string[]) => AlertRule.flows({ aggregateBy, condition }) },
  { fields: DNS, rule: (aggregateBy: string[]) => AlertRule.dns({ aggregateBy, condition }) },
  { fields: AUDIT, rule: (aggregateBy: string[]) => AlertRule.audit({ aggregateBy, condition }) },
];

const alerts = fc
  .constantFrom(...SETS)
  .chain(({ fields, rule }) =>
    fc
      .subarray(Object.keys(fields), { minLength: 1 })
      .map((aggregateBy) => ({ rule: rule(aggregateBy), has: new Set(aggregateBy.map((name) => fields[name])) })),
  );

/** The rules by which the exception is refused, or found wrong by lint if its query does not know the alert. */
function rulesFor(rule: AlertRule, field: string, isKnown: boolean): string[] {
  const chart = new Chart(new App(), 'test');
  const description = `In \${${rule.aggregateBy[0]}}`;
  const alert = new GlobalAlert(chart, 'alert', { cluster, name: 'mine', description, rule });
  const events = alert.events.where(Query.field(field).equalTo(field.endsWith('_ip') ? '10.0.0.7' : 'x'));
  const selection = isKnown ? events : EventSelection.matching(events.query);
  const props = { cluster, name: 'known', description: 'Known', events: selection, during };
  try {
    new AlertException(chart, 'exception', props);
  } catch (error) {
    return [...String((error as Error).message).matchAll(/\[(alert-exception\/[\w-]+)\]/g)].map(([, id = '']) => id);
  }
  const bytes = Buffer.from(
    Testing.synth(chart)
      .map((object) => stringify(object))
      .join('---\n'),
  );
  const found = lint([{ file: 'all.yaml', bytes }], kind).findings.map(({ rule: id }) => id);
  return found.filter((id) => id.startsWith('alert-exception/'));
}

describe('the fields of events', () => {
  captureStderr();

  it('are those that the facts give for the fields of aggregateBy, in constructs and in lint', () => {
    fc.assert(
      fc.property(alerts, fc.constantFrom(...EVENT_FIELDS), ({ rule, has }, field) => {
        const isThere = has.has(field);
        expect(rulesFor(rule, field, true)).toEqual(isThere ? [] : ['alert-exception/events']);
        expect(rulesFor(rule, field, false)).toEqual(isThere ? [] : ['alert-exception/field-not-in-event']);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the checks of an exception', () => {
  const anything = fc.anything({ maxDepth: 2 });
  const time = fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('2026-12-01T08:00:00Z', '2026-12-01', ''),
    anything,
  );
  const spec = fc.oneof(
    anything,
    fc.record(
      {
        description: fc.oneof(fc.string(), anything),
        selector: fc.oneof(fc.string(), fc.constant('origin = x AND dest_name = y OR type = waf'), anything),
        startTime: time,
        endTime: time,
        period: fc.oneof(fc.constant('24h'), anything),
      },
      { requiredKeys: [] },
    ),
  );

  it('accept anything that YAML can contain', () => {
    const releases = ['3.12', '3.13', '3.14', '3.24', 'cloud-23.0.1'].map((text) => CalicoRelease.parse(text));
    fc.assert(
      fc.property(spec, anything, fc.constantFrom(...releases), (fields, metadata, release) => {
        const manifest = {
          apiVersion: 'projectcalico.org/v3',
          kind: 'AlertException',
          metadata,
          spec: fields,
        };
        const findings = checkAlertException(manifest, { ...kind, release });
        expect(findings.filter(({ message }) => message === '')).toEqual([]);
        expect(Array.isArray(questionsOfException(manifest, { ...kind, release }))).toBe(true);
        expect(checkExpired(manifest, { ...kind, release }, Date.now()).length).toBeLessThan(2);
      }),
    );
  });

  it('compare times as times, whatever their zone', () => {
    const zone = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const instant = fc.integer({ min: 0, max: 4_000_000_000 });
    const written = (second: number, offset: number) => {
      const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
        String(part).padStart(2, '0'),
      );
      const local = new Date((second + offset * 60) * 1_000).toISOString().slice(0, 19);
      return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
    };
    fc.assert(
      fc.property(instant, fc.integer({ min: -100_000, max: 100_000 }), zone, zone, (start, length, one, other) => {
        const manifest = {
          apiVersion: 'projectcalico.org/v3',
          kind: 'AlertException',
          metadata: { name: 'known' },
          spec: {
            description: 'Known',
            selector: 'origin = x',
            startTime: written(start + 100_000, one),
            endTime: written(start + 100_000 + length, other),
          },
        };
        const rules = checkAlertException(manifest, kind).map(({ rule }) => rule);
        expect(rules).toEqual(length > 0 ? [] : ['alert-exception/end-not-after-start']);
      }),
    );
  });
});
