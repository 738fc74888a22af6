import { fieldPath } from '../../../src/base';
import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster, type Synthesized } from '../../support';

const SPEC = { description: 'SSH', severity: 50, dataSet: 'flows' };

/** What is found in an alert with these fields beside the usual ones. */
function findings(change: Synthesized, release = '3.22'): string[] {
  const alert = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'network.ssh' },
    ...change,
    spec: { ...SPEC, ...change.spec },
  };
  return checkGlobalAlert(alert, managedCluster(release))
    .filter(({ rule }) => rule !== 'global-alert/detector-unread')
    .map(({ severity, keys, message, rule }) => `${severity} ${fieldPath(keys)}: ${message} [${rule}]`);
}

describe('the shape of an alert', () => {
  it.each<[string, Synthesized, string]>([
    [
      'another version of the API',
      { apiVersion: 'projectcalico.org/v1' },
      'error apiVersion: must be projectcalico.org/v3, the only version of this API [global-alert/api-version]',
    ],
    [
      'an API without a version, which is an alert all the same',
      { apiVersion: 'projectcalico.org/' },
      'error apiVersion: must be projectcalico.org/v3, the only version of this API [global-alert/api-version]',
    ],
    [
      'a field that belongs into the spec',
      { severity: 1 },
      'error severity: is not a field of a GlobalAlert; the API server rejects or drops unknown fields; the fields are apiVersion, kind, metadata, spec, status [global-alert/unknown-field]',
    ],
    [
      'the status of a template, which has none',
      { kind: 'GlobalAlertTemplate', status: { active: true } },
      'error status: is not a field of a GlobalAlertTemplate; the API server rejects or drops unknown fields; the fields are apiVersion, kind, metadata, spec [global-alert/unknown-field]',
    ],
    [
      'a misspelt field of metadata',
      { metadata: { name: 'a', label: {} } },
      'error metadata.label: is not a field of metadata; the API server rejects or drops unknown fields; did you mean labels? [global-alert/unknown-field]',
    ],
    [
      'a misspelt field of a substitution',
      { spec: { substitutions: [{ name: 'a', values: ['b'], vals: [] }] } },
      'error spec.substitutions[0].vals: is not a field of a substitution; the API server rejects or drops unknown fields; the fields are name, values [global-alert/unknown-field]',
    ],
    [
      'a substitution whose name is a number',
      { spec: { substitutions: [{ name: 1, values: ['b'] }] } },
      'error spec.substitutions[0].name: must be a string; quote it, as in "1" [global-alert/field-type]',
    ],
    [
      'a substitution of numbers',
      { spec: { substitutions: [{ name: 'ports', values: [22, 23] }] } },
      'error spec.substitutions[0].values: must be a list of strings; quote numbers, true and false [global-alert/field-type]',
    ],
    [
      'a substitution of one text',
      { spec: { substitutions: [{ name: 'a', values: 'b' }] } },
      'error spec.substitutions[0].values: must be a list of strings: write [b] [global-alert/field-type]',
    ],
    [
      'an empty text for a number',
      { spec: { threshold: '' } },
      'error spec.threshold: must be a finite number, without quotes [global-alert/field-type]',
    ],
    [
      'an empty text for a list',
      { spec: { aggregateBy: '' } },
      'error spec.aggregateBy: must be a list of strings [global-alert/field-type]',
    ],
    [
      'a detector without a name, though no rule reads it',
      { spec: { detector: {} } },
      'error spec.detector.name: is required: the API server rejects a detector without it [global-alert/field-missing]',
    ],
    [
      'a detector whose name is null',
      { spec: { detector: { name: null } } },
      'error spec.detector.name: is required: the API server rejects a detector without it [global-alert/field-missing]',
    ],
    [
      'a detector whose name is a number',
      { spec: { detector: { name: 1 } } },
      'error spec.detector.name: must be a string; quote it, as in "1" [global-alert/field-type]',
    ],
    [
      'an owner without a uid',
      { metadata: { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] } },
      'error metadata.ownerReferences[0].uid: is required: the API server rejects an owner without it [global-alert/field-missing]',
    ],
    [
      'an owner whose controller is a text',
      {
        metadata: {
          name: 'a',
          ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: 'yes' }],
        },
      },
      'error metadata.ownerReferences[0].controller: must be true or false, without quotes [global-alert/field-type]',
    ],
    [
      'a label that is a number',
      { metadata: { name: 'a', labels: { version: 1 } } },
      'error metadata.labels: must be a map of strings; quote numbers, true and false [global-alert/field-type]',
    ],
  ])('is told of %s', (_, change, expected) => {
    expect(findings(change)).toEqual([expected]);
  });

  it.each(['type', 'condition', 'metric'])('takes an empty %s up to 3.23 only', (name) => {
    expect(findings({ spec: { [name]: '' } }, '3.23')).toEqual([]);
    expect(findings({ spec: { [name]: '' } }, '3.24')).toEqual([
      expect.stringMatching(
        new RegExp(`^error spec.${name}: must be one of .*; to set none of them, remove the field`),
      ),
    ]);
  });

  it('takes null for a field that is not there, as the API server does', () => {
    expect(findings({ spec: { summary: null, threshold: null, metric: null, detector: null } }, '3.24')).toEqual([]);
  });

  it('takes what the API server fills in', () => {
    const filledIn = { uid: 'a', generation: 1, creationTimestamp: '2026-01-31T00:00:00Z', managedFields: [] };
    expect(findings({ metadata: { name: 'a', ...filledIn }, status: { active: true, healthy: true } })).toEqual([]);
  });
});
