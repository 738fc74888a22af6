import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  CalicoCluster,
  CalicoRelease,
  GlobalAlert,
  GlobalAlertTemplate,
  LogSettings,
  RuleTemplate,
} from '../../../src';
import { parseQuery, printQuery } from '../../../src/query';
import { describeWithShared, sharedFolder } from '../../shared-folder';
import {
  captureStderr,
  managedCluster,
  only,
  type Synthesized,
  synthesize,
  templateOf,
  testChart,
} from '../../support';

const cluster = managedCluster('3.24');
const templates = Object.entries(RuleTemplate).filter(
  (entry): entry is [string, RuleTemplate] => entry[1] instanceof RuleTemplate,
);

function alertOf(template: RuleTemplate): Synthesized {
  return only(
    synthesize((chart) => GlobalAlert.fromTemplate(chart, 'alert', template, { cluster })),
    'GlobalAlert',
  );
}

describe('RuleTemplate', () => {
  const stderr = captureStderr();

  it('knows the ten', () => {
    expect(templates).toHaveLength(10);
  });

  it.each(templates)('%s makes an alert and a template without a word', (constant, template) => {
    const alert = alertOf(template);
    expect(alert).toMatchSnapshot();
    expect(constant).toBe(template.templateName.toUpperCase().replaceAll('.', '_'));
    const objects = synthesize((chart) => GlobalAlertTemplate.fromTemplate(chart, 'template', template, { cluster }));
    expect(only(objects, 'GlobalAlertTemplate').spec).toEqual(alert.spec);
    expect(stderr()).toBe('');
  });

  it('can be changed in part', () => {
    const options = { cluster, severity: 7, period: Duration.minutes(1), labels: { team: 'red' } };
    const made = templateOf((chart) => GlobalAlert.fromTemplate(chart, 'alert', RuleTemplate.NETWORK_SSH, options));
    made.hasResource('GlobalAlert', {
      metadata: { name: 'network.ssh', labels: { team: 'red' } },
      spec: { severity: 7, period: '1m0s', lookback: '15m0s' },
    });
  });
});

/** Audit logs of pods that a controller creates have no name, so Calico's own fields would miss them. */
const OTHER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'policy.pod': ['objectRef.namespace', 'user.username'],
};

describeWithShared('the facts about the templates that Calico ships', () => {
  captureStderr();
  const facts: Synthesized[] = parse(
    readFileSync(join(sharedFolder ?? '', 'facts', 'rule-templates.yaml'), 'utf8'),
  ).templates;

  it.each(facts.map((template): [string, Synthesized] => [template.name, template]))('agree on %s', (name, theirs) => {
    const template = templates.find(([, { templateName }]) => templateName === name)?.[1];
    const { spec } = alertOf(template as RuleTemplate);
    expect(spec).toMatchObject({
      dataSet: theirs.dataSet,
      aggregateBy: OTHER_FIELDS[name] ?? theirs.aggregateBy,
      metric: theirs.metric,
      condition: theirs.condition,
      threshold: theirs.threshold,
      severity: theirs.severity,
      period: '10m0s',
    });
    expect(spec.field).toBe(theirs.field ?? undefined);
    const { node } = parseQuery(theirs.query);
    expect(spec.query ?? '').toBe(node === undefined ? theirs.query : printQuery(node));
    const variables = (text: string) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, variable]) => variable).sort();
    expect(variables(spec.summary)).toEqual([...(OTHER_FIELDS[name] ?? theirs.summary_variables)].sort());
    expect(spec.summary).not.toBe(theirs.summary);
  });
});

describe('a template on a cluster whose logs are written late', () => {
  const lookback = (minutes: number, template: RuleTemplate) => {
    const logs = LogSettings.of({
      flowLogsFlushInterval: Duration.minutes(minutes),
      dnsLogsFlushInterval: Duration.minutes(minutes),
    });
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse('3.24'), logs });
    return GlobalAlert.fromTemplate(testChart(), 'alert', template, { cluster }).lookback?.toMinutes();
  };

  it('looks back further, so that no record falls between two runs', () => {
    expect([1, 5, 6, 60].map((minutes) => lookback(minutes, RuleTemplate.NETWORK_SSH))).toEqual([15, 15, 16, 70]);
    expect(lookback(20, RuleTemplate.DNS_SERVFAIL)).toBe(30);
    expect(lookback(60, RuleTemplate.POLICY_POD)).toBe(15);
  });
});
