import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { fieldPath } from '../../src/base';
import { isClusterScoped } from '../../src/kubernetes/cluster-scope';
import { annotateBelow, annotationsFor } from '../../src/kubernetes/given-annotations';
import { labelSelector } from '../../src/kubernetes/label-selector';
import { metadataProblems } from '../../src/kubernetes/metadata';
import { checkObjectMetadata } from '../../src/kubernetes/metadata-checks';
import { annotationKeyProblem, finalizerProblem, rfc1035Problem } from '../../src/kubernetes/names';
import { nameProblem } from '../../src/kubernetes/object-names';
import { PlainObject } from '../../src/kubernetes/plain-object';

const long = (length: number) => 'a'.repeat(length);
const SUBDOMAIN =
  "must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit";
const LABEL =
  "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
const RFC_1035 =
  "must be an RFC 1035 label: 1 to 63 lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit";
const SEGMENT = "must not be '.' or '..', and must not contain '/' or '%'";

describe('the name of an object', () => {
  it.each<[unknown, string, string | undefined]>([
    ['Deployment', 'a.b', undefined],
    ['Deployment', 'A', SUBDOMAIN],
    ['Deployment', '', 'must not be empty'],
    ['Deployment', long(254), 'must be no more than 253 characters (RFC 1123 subdomain)'],
    [undefined, 'a.b', undefined],
    ['toString', 'A', SUBDOMAIN],
    ['Namespace', 'a', undefined],
    ['Namespace', 'a.b', LABEL],
    ['Service', 'a1', undefined],
    ['Service', '1a', RFC_1035],
    ['Role', 'a:B c', undefined],
    ['RoleBinding', 'a:B', undefined],
    ['ClusterRole', 'system:x', undefined],
    ['ClusterRoleBinding', '...', undefined],
    ['Role', '', 'must not be empty'],
    ['Role', '.', SEGMENT],
    ['RoleBinding', '..', SEGMENT],
    ['ClusterRole', 'a/b', SEGMENT],
    ['ClusterRoleBinding', 'a%b', SEGMENT],
  ])('of kind %s: %j', (kind, name, problem) => {
    expect(nameProblem(kind, name)).toBe(problem);
  });

  it.each([
    ['a', true],
    ['a-1', true],
    [long(63), true],
    [long(64), false],
    ['a-', false],
    ['-a', false],
    ['1', false],
    ['A', false],
    ['', false],
    ['a.b', false],
    ['a\n', false],
  ])('is an RFC 1035 label: %j %s', (text, legal) => {
    expect(rfc1035Problem(text)).toBe(legal ? undefined : RFC_1035);
  });

  it.each([
    ['a', true],
    ['Example.com/Note', true],
    ['UPPER', true],
    ['a b', false],
    ['', false],
    ['a/b/c', false],
    ['/a', false],
  ])('is the key of an annotation: %j %s', (text, legal) => {
    const problem = 'is not a valid annotation key: [prefix/]name, as in note or example.com/note';
    expect(annotationKeyProblem(text)).toBe(legal ? undefined : problem);
  });

  it.each<[string, boolean, string | undefined]>([
    ['example.com/a', true, undefined],
    ['orphan', true, undefined],
    ['kubernetes', true, undefined],
    ['foregroundDeletion', true, undefined],
    [
      'cleanup',
      true,
      'requires a prefix, as in example.com/cleanup: only foregroundDeletion, kubernetes, orphan are allowed without one',
    ],
    ['cleanup', false, undefined],
    ['a b', false, 'is not a valid finalizer: [prefix/]name, as in example.com/cleanup'],
    ['', true, 'is not a valid finalizer: [prefix/]name, as in example.com/cleanup'],
  ])('is a finalizer: %j, of a built-in kind: %s', (text, builtIn, problem) => {
    expect(finalizerProblem(text, builtIn)).toBe(problem);
  });

  it.each([
    ['ClusterRole', true],
    ['ClusterRoleBinding', true],
    ['GlobalAlert', false],
    ['GlobalAlertTemplate', false],
    ['Namespace', true],
    ['Role', false],
    ['', false],
  ])('of kind %s is that of a whole cluster: %s', (kind, scoped) => {
    expect(isClusterScoped(kind)).toBe(scoped);
  });
});

describe('the metadata of an object', () => {
  const problems = (object: object) =>
    metadataProblems(object).map(({ field, keys, value, message, ofType }) => [
      field,
      fieldPath(keys),
      value,
      message,
      ofType ?? false,
    ]);
  const named = (metadata: object, apiVersion = 'apps/v1') => ({ apiVersion, kind: 'Deployment', metadata });
  const QUOTE = 'must be a string; quote it';
  const HYPHEN = `${SUBDOMAIN}; a trailing hyphen is allowed`;

  it.each<[object, unknown[][]]>([
    [{ name: 5 }, [['name', 'metadata.name', 5, QUOTE, true]]],
    [{ name: 'a', generateName: 5 }, [['generateName', 'metadata.generateName', 5, QUOTE, true]]],
    [{ name: null }, [['name', 'metadata.name', null, 'must not be empty', false]]],
    [{ name: '', generateName: 'a-' }, []],
    [{ name: 'a', generateName: 'a-' }, []],
    [{ name: 'a', generateName: '' }, []],
    [{ name: 'A', generateName: 'a-' }, [['name', 'metadata.name', 'A', SUBDOMAIN, false]]],
    [{ generateName: 'A-' }, [['generateName', 'metadata.generateName', 'A-', HYPHEN, false]]],
    [{ generateName: 'a' }, []],
    [{ generateName: '-' }, [['generateName', 'metadata.generateName', '-', HYPHEN, false]]],
    [{ generateName: 'a.' }, [['generateName', 'metadata.generateName', 'a.', HYPHEN, false]]],
    [{ generateName: `${long(58)}-` }, []],
    [{ name: 'a', labels: 5 }, [['labels', 'metadata.labels', 5, 'must be a map of strings', true]]],
    [{ name: 'a', annotations: [] }, [['annotations', 'metadata.annotations', [], 'must be a map of strings', true]]],
    [{ name: 'a', annotations: { a: 1 } }, [['annotations', 'metadata.annotations.a', 1, QUOTE, true]]],
    [{ name: 'a', finalizers: null }, []],
    [{ name: 'a', finalizers: 'a' }, [['finalizers', 'metadata.finalizers', 'a', 'must be a list', true]]],
    [{ name: 'a', finalizers: ['a/b', 5] }, [['finalizers', 'metadata.finalizers[1]', 5, QUOTE, true]]],
    [{ name: 'a', finalizers: ['foregroundDeletion'] }, []],
    [
      { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
      [
        [
          'finalizers',
          'metadata.finalizers',
          undefined,
          'must not contain both orphan and foregroundDeletion, which are mutually exclusive',
          false,
        ],
      ],
    ],
    [
      { name: 'a', finalizers: ['a/b', 'c d'] },
      [
        [
          'finalizers',
          'metadata.finalizers[1]',
          'c d',
          'is not a valid finalizer: [prefix/]name, as in example.com/cleanup',
          false,
        ],
      ],
    ],
  ])('%j', (metadata, expected) => {
    expect(problems(named(metadata))).toEqual(expected);
  });

  it.each([
    ['v1', true],
    ['apps/v1', true],
    ['batch/v1', true],
    ['rbac.authorization.k8s.io/v1', true],
    ['projectcalico.org/v3', false],
    ['k8s.io.example.com/v1', false],
    [undefined, true],
  ])('is stricter with finalizers for kinds of Kubernetes: %s %s', (apiVersion, builtIn) => {
    const metadata = { name: 'a', finalizers: ['cleanup'] };
    expect(metadataProblems({ apiVersion, kind: 'X', metadata })).toHaveLength(builtIn ? 1 : 0);
  });

  it.each([
    ['apps/v1', 'Deployment', ['spec.template.metadata.labels.a']],
    ['apps/v1', 'CronJob', ['spec.template.metadata.labels.a']],
    ['batch/v1', 'Job', ['spec.template.metadata.labels.a']],
    ['batch/v1', 'CronJob', ['spec.jobTemplate.metadata.labels.a', 'spec.jobTemplate.spec.template.metadata.labels.a']],
    ['v1', 'Pod', []],
    ['example.com/v1', 'Deployment', []],
  ])('includes that of templates: %s %s', (apiVersion, kind, paths) => {
    const template = { metadata: { labels: { a: 'b c' } } };
    const spec = { template, jobTemplate: { ...template, spec: { template } } };
    const found = metadataProblems({ apiVersion, kind, metadata: { name: 'a' }, spec });
    expect(found.map(({ keys }) => fieldPath(keys))).toEqual(paths);
  });

  it('is counted in bytes, of strings only', () => {
    const size = (annotations: object) =>
      metadataProblems(named({ name: 'a', annotations })).map(({ message }) => message);
    const KIB = 1_024;
    expect(size({ a: 'é'.repeat(128 * KIB - 1), b: '' })).toEqual([]);
    expect(size({ a: 'é'.repeat(128 * KIB) })).toEqual([
      'must not exceed 256 KiB in total (keys and values); the size is 262145 bytes',
    ]);
    expect(size({ [long(63)]: long(256 * KIB - 63) })).toEqual([]);
    expect(size({ é: long(256 * KIB - 1) })).toHaveLength(2);
    expect(size({ a: long(256 * KIB - 1), b: 5 })).toEqual([
      QUOTE,
      expect.stringContaining('the size is 262145 bytes'),
    ]);
  });

  it('becomes findings of a rule', () => {
    const metadata = { name: 'a', labels: { a: 'b c' }, annotations: { 'a b': 'c' } };
    const found = checkObjectMetadata(named(metadata));
    expect(found.map(({ rule, severity, keys, value }) => [rule, severity, fieldPath(keys), value])).toEqual([
      ['object/metadata', 'error', 'metadata.labels.a', 'b c'],
      ['object/metadata', 'error', 'metadata.annotations.a b', undefined],
    ]);
    expect(found.map((finding) => 'value' in finding)).toEqual([true, false]);
  });
});

describe('annotations that a scope gives to all below it', () => {
  it('are those of the nearest one, for objects that are made later', () => {
    const chart = new Chart(new App(), 'chart');
    const inner = new Construct(chart, 'inner');
    const data = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations: { own: 'a', given: 'a' } } };
    const annotations = (scope: Construct, id: string) => {
      const { metadata } = new PlainObject(scope, id, data).toJson() as { metadata: { annotations: object } };
      return metadata.annotations;
    };
    expect(annotationsFor(chart)).toBeUndefined();
    expect(annotations(chart, 'before')).toEqual({ own: 'a', given: 'a' });
    annotateBelow(chart, { given: 'far' });
    expect(annotations(inner, 'far')).toEqual({ own: 'a', given: 'far' });
    annotateBelow(inner, { near: 'yes' });
    expect(annotations(inner, 'near')).toEqual({ own: 'a', given: 'a', near: 'yes' });
    annotateBelow(inner, { near: 'again' });
    expect(annotationsFor(inner)).toEqual({ near: 'again' });
    const bare = new PlainObject(inner, 'bare', { apiVersion: 'v1', kind: 'Pod' }).toJson();
    expect(bare).toMatchObject({ metadata: { annotations: { near: 'again' } } });
    expect(data.metadata.annotations).toEqual({ own: 'a', given: 'a' });
  });
});

describe('a label selector', () => {
  it.each<[unknown, string]>([
    [{ app: 'nginx' }, 'app=nginx'],
    [{ app: 'nginx', tier: 'web' }, 'app=nginx,tier=web'],
    [{}, ''],
    [undefined, ''],
    [null, ''],
    ['app', ''],
  ])('of %j', (labels, selector) => {
    expect(labelSelector(labels)).toBe(selector);
  });
});
