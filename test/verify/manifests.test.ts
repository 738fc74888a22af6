import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifests, nameOf, namespaceOf } from '../../src/verify/live/manifests';
import { messageOf } from '../support';

const folder = mkdtempSync(join(tmpdir(), 'manifests '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'module.k8s.yaml');

function read(content: string | Uint8Array): Manifests {
  writeFileSync(file, content);
  return Manifests.read('verify', [file]);
}
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;

describe('the manifests to verify', () => {
  it('are the objects of all documents', () => {
    const manifests = read(`${namespace('a')}---\n# nothing\n---\n5\n---\n${namespace('b')}`);
    expect(manifests.objects.map(({ title }) => title)).toEqual(['Namespace a', 'Namespace b']);
    expect(['a', 'b', 'c'].map((name) => manifests.createsNamespace(name))).toEqual([true, true, false]);
    expect(manifests.of(manifests.objects.slice(1)).createsNamespace('a')).toBe(false);
  });

  const empty = `${file}: contains no Kubernetes objects; generate the manifests first with npm run synth [manifests/empty]`;
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', empty],
    ['an empty document', '---\n', empty],
    ['comments', '# nothing\n---\n# nothing\n', empty],
    ['other data', 'a: 1\n---\n5\n', empty],
    [
      'bytes',
      Buffer.from([0x61, 0xff]),
      `${file}: cannot be read: is not valid UTF-8: invalid byte 0xff; save the file as UTF-8 [manifests/unreadable]`,
    ],
  ])('must be more than %s', (_, content, problem) => {
    expect(messageOf(() => read(content))).toBe(`verify: 1 problem\n  ${problem}`);
  });

  it('must be valid YAML, even if other documents are', () => {
    expect(messageOf(() => read(`${namespace('a')}---\na: "b\n`))).toMatch(
      /^verify: 1 problem\n {2}.*: cannot be read: .* \[manifests\/unreadable\]$/,
    );
  });

  it('have names and namespaces', () => {
    expect(nameOf({ metadata: { name: 5 } } as never)).toBe('5');
    expect(
      [undefined, null, 5, 'dev'].map((value) => namespaceOf({ metadata: { namespace: value } } as never)),
    ).toEqual([undefined, undefined, '5', 'dev']);
  });
});
