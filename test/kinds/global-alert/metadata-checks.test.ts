import { checkGlobalAlert } from '../../../src/kinds/global-alert';
import { managedCluster } from '../../support';

const KEY =
  'is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case';
const VALUE =
  "is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";

/** What is found in an alert with these metadata beside a name. */
function findings(metadata: object): string[] {
  const alert = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'network.ssh', ...metadata },
    spec: { description: 'SSH', severity: 50, dataSet: 'flows' },
  };
  return checkGlobalAlert(alert, managedCluster('3.22')).map(
    ({ severity, path, message, rule }) => `${severity} ${path}: ${message} [${rule}]`,
  );
}

describe('the metadata of an alert', () => {
  it.each<[string, object, string]>([
    ['a label value with a blank', { labels: { app: 'a b' } }, `metadata.labels.app: ${VALUE}`],
    ['a label value of 64 characters', { labels: { app: 'a'.repeat(64) } }, `metadata.labels.app: ${VALUE}`],
    ['a label key with a blank', { labels: { 'a b': 'c' } }, `metadata.labels.a b: ${KEY}`],
    ['a label prefix in upper case', { labels: { 'Acme.com/a': 'c' } }, `metadata.labels[Acme.com/a]: ${KEY}`],
    ['a label key that is empty', { labels: { 'acme.com/': null } }, `metadata.labels[acme.com/]: ${KEY}`],
    [
      'an annotation key with a blank',
      { annotations: { 'a b': 'c' } },
      'metadata.annotations.a b: is not a valid annotation key: [prefix/]name, as in note or example.com/note',
    ],
    [
      'annotations that are too long together',
      { annotations: { a: 'é'.repeat(100_000), b: 'c'.repeat(62_143) } },
      'metadata.annotations: must have at most 256 KiB together, keys and values; there are 262145 bytes',
    ],
    [
      'a finalizer with a blank',
      { finalizers: ['acme.com/a', 'a b'] },
      'metadata.finalizers[1]: is not a valid finalizer: [prefix/]name, as in example.com/cleanup',
    ],
    [
      'a prefix of names in upper case',
      { generateName: 'SSH' },
      "metadata.generateName: must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit; a hyphen is legal at its end",
    ],
  ])('is told of %s', (_, metadata, expected) => {
    expect(findings(metadata)).toEqual([`error ${expected} [global-alert/metadata]`]);
  });

  it.each([
    { labels: { 'acme.com/Team': 'Red_and.blue', empty: '', none: null } },
    { annotations: { 'Acme.com/Note': 'any text: {"a": 1}\n', empty: null } },
    { annotations: { a: 'b'.repeat(262_143) } },
    { finalizers: ['acme.com/a'], generateName: 'network-' },
  ])('may be %j', (metadata) => {
    expect(findings(metadata)).toEqual([]);
  });

  it.each([undefined, null, ''])('is told that a generated name is another one each time: %j', (name) => {
    expect(findings({ name, generateName: 'network-' })).toEqual([
      'warning metadata.name: is made up by the API server at each kubectl create, and kubectl apply refuses that; give the alert a name [global-alert/name-generated]',
    ]);
    expect(findings({ name })).toEqual(['error metadata.name: must not be empty [global-alert/name]']);
  });
});
