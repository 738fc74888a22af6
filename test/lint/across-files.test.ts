import { CalicoRelease, CalicoTopology } from '../../src';
import { type LintResult, lint, placeAndMessage } from '../../src/lint';
import { ObjectIndex } from '../../src/lint/object-index';
import type { PatchedFields } from '../../src/reading';

const cluster = { release: CalicoRelease.parse('3.24'), topology: CalicoTopology.MANAGED };
const NAME = 'globalthreatfeed-hosts-token';
const RULE = 'threat-feed/reference-namespace';

const feed = (apiVersion = 'projectcalico.org/v3', source = 'secretKeyRef') => `apiVersion: ${apiVersion}
kind: GlobalThreatFeed
metadata:
  name: hosts
spec:
  content: DomainNameSet
  pull:
    http:
      url: https://feeds.example.com/list.txt
      headers:
        - name: Authorization
          valueFrom: { ${source}: { name: ${NAME}, key: token } }
`;

const object = (kind: string, namespace?: string, apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${NAME}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}data:\n  token: c2VjcmV0LXZhbHVl\n`;

type Files = Readonly<Record<string, string>>;

function resultOf(files: Files, patches?: readonly PatchedFields[]): LintResult {
  return lint(
    Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text), patches })),
    cluster,
  );
}

function found(files: Files, patches?: readonly PatchedFields[]): string[] {
  return resultOf(files, patches).findings.map(
    (finding) =>
      `${finding.severity} ${finding.file}:${finding.line}:${finding.column} ${finding.object} ${finding.rule}`,
  );
}

const WRONG = [`warning feed.yaml:12:46 GlobalThreatFeed hosts ${RULE}`];

describe('a question about other objects', () => {
  it.each<[string, Files, string[]]>([
    ['in a file that follows', { 'feed.yaml': feed(), 'secret.yaml': object('Secret', 'default') }, WRONG],
    ['in a file before it', { 'a.yaml': object('Secret', 'default'), 'feed.yaml': feed() }, WRONG],
    ['in the same file', { 'feed.yaml': `${feed()}---\n${object('Secret', 'default')}` }, WRONG],
    ['in another folder', { 'feed.yaml': feed(), 'x/y/secret.yaml': object('Secret', 'default') }, WRONG],
    [
      'in a list',
      {
        'feed.yaml': feed(),
        'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${object('Secret', 'default').trimEnd().replaceAll('\n', '\n  ')}\n`,
      },
      WRONG,
    ],
    [
      'of the other kind',
      { 'feed.yaml': feed(undefined, 'configMapKeyRef'), 's.yaml': object('Secret', 'default') },
      [],
    ],
    ['of a group of others', { 'feed.yaml': feed(), 's.yaml': object('Secret', 'default', 'example.com/v1') }, []],
    ['in the right namespace', { 'feed.yaml': feed(), 's.yaml': object('Secret', 'tigera-intrusion-detection') }, []],
    ['without a namespace', { 'feed.yaml': feed(), 's.yaml': object('Secret') }, []],
    [
      'in both',
      {
        'feed.yaml': feed(),
        'a.yaml': object('Secret', 'default'),
        'b.yaml': object('Secret', 'tigera-intrusion-detection'),
      },
      [],
    ],
    ['nowhere', { 'feed.yaml': feed() }, []],
  ])('is answered by an object %s', (_, files, findings) => {
    expect(found(files)).toEqual(findings);
  });

  it('is asked for ConfigMaps and for objects as Calico stores them', () => {
    const files = {
      'feed.yaml': feed('crd.projectcalico.org/v1', 'configMapKeyRef'),
      'c.yaml': object('ConfigMap', 'default'),
    };
    expect(found(files)).toContain(`warning feed.yaml:12:49 GlobalThreatFeed hosts ${RULE}`);
  });

  it('is answered without the content of a Secret', () => {
    const { findings } = resultOf({ 'feed.yaml': feed(), 'secret.yaml': object('Secret', 'default') });
    expect(findings.map(placeAndMessage)).toEqual([
      'spec.pull.http.headers[0].valueFrom.secretKeyRef.name = "globalthreatfeed-hosts-token": is the name of a Secret in the namespace default (secret.yaml), but Calico looks for it in tigera-intrusion-detection only; move it there',
    ]);
    expect(JSON.stringify(findings)).not.toContain('c2VjcmV0');
  });

  it('is turned off by a comment, which is unused if the answer is no', () => {
    const text = `# calico-threat-defense-ignore ${RULE}: copied by another tool\n${feed()}`;
    expect(found({ 'feed.yaml': text, 's.yaml': object('Secret', 'default') })).toEqual([]);
    expect(found({ 'feed.yaml': text })).toEqual(['warning feed.yaml:1:1 GlobalThreatFeed hosts lint/ignore-unused']);
  });

  it('is not asked about a field that a patch sets', () => {
    const patch = (path: string) => [
      { kustomization: 'overlay/kustomization.yaml', kind: 'GlobalThreatFeed', name: 'hosts', paths: [path] },
    ];
    const files = { 'feed.yaml': feed(), 's.yaml': object('Secret', 'default') };
    expect(found(files, patch('spec.pull'))).toEqual([]);
    expect(found(files, patch('spec.content'))).toEqual(WRONG);
  });

  it('of a file that turns out to be a template is not asked', () => {
    const text = `${feed()}---\n{{ if .Values.x }}\n{{ end }}\n`;
    expect(found({ 'feed.yaml': text, 's.yaml': object('Secret', 'default') })).toEqual([
      expect.stringContaining(' yaml/template'),
    ]);
  });

  it('is asked about the names of feeds, in one folder', () => {
    const other = feed().replace('list.txt', 'other.txt');
    const rules = (files: Files) => resultOf(files).findings.map(({ file, rule }) => `${file} ${rule}`);
    const twice = ['a.yaml threat-feed/duplicate-name', 'b.yaml threat-feed/duplicate-name'];
    expect(rules({ 'a.yaml': feed(), 'b.yaml': other })).toEqual(twice);
    expect(rules({ 'a.yaml': feed(), 'b.yaml': feed() })).toEqual([]);
    expect(rules({ 'x/a.yaml': feed(), 'y/b.yaml': other })).toEqual([]);
    expect(rules({ 'a.yaml': feed(), 'b.yaml': other.replace('name: hosts', 'name: others') })).not.toContain(twice[0]);
  });

  it('that fails keeps the findings of other objects', () => {
    const error = new Error('bug');
    jest.spyOn(ObjectIndex.prototype, 'from').mockImplementationOnce(() => {
      throw error;
    });
    const files = { 'a.yaml': feed(), 'feed.yaml': feed(), 's.yaml': object('Secret', 'default') };
    const { findings, crashes } = resultOf(files);
    expect(findings.map(({ file }) => file)).toEqual(['feed.yaml']);
    expect(crashes).toEqual([{ file: 'a.yaml', error }]);
  });
});
