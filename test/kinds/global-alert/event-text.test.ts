import { AlertRule, GlobalAlert, Metric, PortScanAlert, RuleTemplate } from '../../../src';
import { fieldPath } from '../../../src/base';
import { variablesIn } from '../../../src/evaluation';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { captureStderr, managedCluster, only, type Synthesized, synthesize } from '../../support';

const AGGREGATED = {
  severity: 50,
  dataSet: 'flows',
  query: 'dest_port = 22',
  aggregateBy: ['source_namespace', 'source_name_aggr'],
  metric: 'sum',
  field: 'num_flows',
  condition: 'gt',
};

/** What is found in the texts of an alert, as `path: message [rule]`. */
function found(spec: Record<string, unknown>, release = '3.23'): string[] {
  const alert: Synthesized = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'network.ssh' },
    spec: { ...AGGREGATED, ...spec },
  };
  return checkGlobalAlert(alert, managedCluster(release)).map(
    ({ rule, severity, keys, message }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`,
  );
}

const SHELL =
  /; variables may have been lost in a shell or in Flux, which both replace \$\{…\} \[global-alert\/fields-not-shown\]$/;

describe('variables in the summary alone', () => {
  const spec = { description: 'SSH', summary: 'SSH from ${source_namespace}: ${sum} of ${source_namespace}' };

  it.each(['3.13', '3.18', '3.24', 'cloud-18.3'])('are a warning on %s', (release) => {
    expect(found(spec, release)).toEqual([
      'warning spec.summary: has variables (${source_namespace}, ${sum}), but the description has none. According to the documentation, the text of an event is the summary; since 3.13, events were observed to show the description instead, which is not documented. Use the variables in both [global-alert/variables-in-summary-only]',
    ]);
  });

  it('are right where nothing else was observed', () => {
    expect(found(spec, '3.12')).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['variables in both', { description: 'SSH from ${source_namespace}', summary: '${sum} of ${source_namespace}' }],
    ['variables in the description alone', { description: 'SSH from ${source_namespace}', summary: 'SSH' }],
    ['no summary', { description: 'SSH from ${source_namespace}' }],
    ['no aggregation', { description: 'SSH', summary: 'SSH', aggregateBy: undefined }],
  ])('are not found where there are %s', (_, other) => {
    expect(found(other)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown variable', { description: 'SSH', summary: '${pod}' }, 'global-alert/variable-unknown'],
    ['an unclosed one', { description: 'SSH ${sum', summary: '${sum}' }, 'global-alert/variable-unclosed'],
    ['no description', { description: '', summary: '${sum}' }, 'global-alert/description-missing'],
    ['a summary that is no string', { description: 'SSH', summary: 5 }, 'global-alert/field-type'],
  ])('are left alone where something else is wrong: %s', (_, other, rule) => {
    expect(found(other).map((line) => /\[(.*)\]$/.exec(line)?.[1])).toEqual([rule]);
  });
});

describe('fields of aggregateBy that no text shows', () => {
  it('are a warning, which tells what to write', () => {
    expect(found({ description: 'SSH', summary: '${sum} connections' })).toContain(
      'warning spec.description: contains none of the fields in aggregateBy, and neither does the summary, so all events of the alert have the same text. Add ${source_namespace}/${source_name_aggr} to both [global-alert/fields-not-shown]',
    );
    expect(found({ description: 'SSH' })).toEqual([
      'warning spec.description: contains none of the fields in aggregateBy, so all events of the alert have the same text. Add ${source_namespace}/${source_name_aggr} to it [global-alert/fields-not-shown]',
    ]);
  });

  it.each([
    'connection from / to / on a watched port',
    'SSH from /',
    'SSH by dev/ only',
    'pod=, port 22',
    "looked up ''",
    'looked up "" often',
    'SSH by () and more',
    'the pod  opened SSH',
    'the pod , that opened SSH',
    ' opened SSH',
    'SSH connection from',
  ])('were perhaps eaten by a shell: %j', (description) => {
    expect(found({ description })).toEqual([expect.stringMatching(SHELL)]);
    expect(found({ description: 'SSH', summary: description })).toEqual([
      expect.stringMatching(
        /^warning spec\.summary: .*neither does the description.*; variables may have been lost in a shell/,
      ),
    ]);
  });

  it.each(['SSH', 'SSH over TCP/IP', 'SSH. Two sentences.  And one more.', 'a (b) [c] "d"', "Calico's own: x", 'x'])(
    'are missing without a gap: %j',
    (description) => {
      expect(found({ description })).toEqual([expect.not.stringMatching(SHELL)]);
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['alerts that do not aggregate', { description: 'read / write', aggregateBy: undefined }],
    ['alerts that aggregate by nothing', { description: "the ''  port", aggregateBy: [] }],
    ['alerts that show one field', { description: 'from / to ${source_namespace}' }],
    ['alerts with one in the summary', { description: 'SSH ${source_namespace}', summary: 'from / to /' }],
    ['what a shell would not eat', { description: 'SSH', summary: '\\${source_namespace}' }],
  ])('are no matter of %s', (_, spec) => {
    expect(found(spec)).toEqual([]);
  });
});

it('finds variables as Calico reads them', () => {
  expect(variablesIn('a ${b.c} \\${d} $e ${} ${f')).toEqual([
    { name: 'b.c', escaped: false },
    { name: 'd', escaped: true },
    { name: '', escaped: false },
  ]);
});

describe('constructs', () => {
  const stderr = captureStderr();
  const cluster = managedCluster('3.24');
  const rule = AlertRule.flows({ aggregateBy: ['source_namespace'], condition: Metric.count().atLeast(5) });
  const textsOf = (objects: Synthesized[]) => {
    const { description, summary } = only(objects, 'GlobalAlert').spec;
    return { description, summary };
  };
  const TEXT = '${count} rows of ${source_namespace}';

  it.each([
    [{ description: TEXT }, { description: TEXT, summary: TEXT }],
    [
      { description: TEXT, summary: 'rows' },
      { description: TEXT, summary: 'rows' },
    ],
  ])('GlobalAlert writes variables into both texts unless a summary is given: %j', (texts, expected) => {
    const objects = synthesize((chart) => {
      new GlobalAlert(chart, 'alert', { cluster, name: 'a', rule, ...texts });
    });
    expect(textsOf(objects)).toEqual(expected);
    expect(stderr()).toBe('');
  });

  it('GlobalAlert leaves a plain description alone', () => {
    const objects = synthesize((chart) => {
      new GlobalAlert(chart, 'alert', { cluster, name: 'a', rule: AlertRule.flows({}), description: 'SSH' });
    });
    expect(textsOf(objects)).toEqual({ description: 'SSH', summary: undefined });
  });

  it.each([
    [{ description: TEXT }, { description: TEXT, summary: TEXT }, 0],
    [{ summary: TEXT }, { description: TEXT, summary: TEXT }, 0],
    [{ description: 'scan' }, { description: 'scan', summary: expect.stringContaining('${source_name_aggr}') }, 1],
    [{ summary: 'scan' }, { description: expect.stringContaining('${source_name_aggr}'), summary: 'scan' }, 0],
  ])('PortScanAlert has variables in both texts: %j', (texts, expected, warnings) => {
    const objects = synthesize((chart) => {
      new PortScanAlert(chart, 'alert', { cluster, ...texts });
    });
    expect(textsOf(objects)).toEqual(expected);
    expect(stderr().match(/global-alert\/variables-in-summary-only/g) ?? []).toHaveLength(warnings);
  });

  it('templates have the same variables in both texts', () => {
    const templates = Object.values(RuleTemplate).filter((value) => value instanceof RuleTemplate);
    expect(templates).toHaveLength(10);
    const names = (text: string) => [...new Set(variablesIn(text).map(({ name }) => name))].sort();
    for (const { description, summary } of templates) {
      expect(names(description)).toEqual(names(summary));
      expect(names(description)).not.toEqual([]);
    }
  });
});
