import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { kubeconfigOf } from '../verify/fake-api-server';
import { detect, server } from './detecting';

describe('detect finds the kubeconfig as kubectl does', () => {
  const folder = join(server.folder, 'home');
  beforeEach(() => mkdirSync(join(folder, '.kube'), { recursive: true }));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('in the home folder', async () => {
    writeFileSync(join(folder, '.kube', 'config'), kubeconfigOf(`http://127.0.0.1:${server.port}`));
    expect(await detect([], { HOME: folder })).toMatchObject({ exitCode: 0 });
    expect(await detect([], {})).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('kubeconfig = "/nonexistent/.kube/config": does not exist; pass --kubeconfig'),
    });
  });

  it('in a list of files, of which the first that says a thing wins and some may be missing', async () => {
    const other = join(folder, 'other');
    writeFileSync(
      other,
      kubeconfigOf('http://127.0.0.1:1').replaceAll('"current-context":"fake"', '"current-context":"x"'),
    );
    const list = [join(folder, 'missing'), server.kubeconfig, other].join(delimiter);
    expect(await detect([], { KUBECONFIG: list })).toMatchObject({ exitCode: 0 });
  });

  it.each<[string, string[], string | undefined, RegExp]>([
    ['no such file', ['--kubeconfig', 'nowhere'], undefined, /kubeconfig = "nowhere": does not exist/],
    ['no YAML', ['--kubeconfig', 'FILE'], '{', /kubeconfig = ".*": is not a readable kubeconfig: /],
    ['an empty file', ['--kubeconfig', 'FILE'], '', /kubeconfig = ".*": is not a readable kubeconfig: /],
    ['no context', ['--kubeconfig', 'FILE'], 'kind: Config', /context: is not set: .* has no contexts/],
    [
      'another context',
      ['--kubeconfig', 'FILE', '--context', 'fak'],
      kubeconfigOf('http://127.0.0.1:1'),
      /context = "fak": is not in the kubeconfig; its contexts are fake; did you mean fake\?/,
    ],
    [
      'credentials that are not there',
      ['--kubeconfig', 'FILE'],
      kubeconfigOf('https://127.0.0.1:1').replace('"token":"abc"', '"client-certificate":"gone.pem"'),
      /cannot get the credentials of context "fake": ENOENT/,
    ],
    [
      'a program for credentials that fails',
      ['--kubeconfig', 'FILE'],
      kubeconfigOf('https://127.0.0.1:1').replace(
        '"token":"abc"',
        '"exec":{"apiVersion":"client.authentication.k8s.io/v1","command":"sh","args":["-c","echo log in first >&2; exit 1"]}',
      ),
      /cannot get the credentials of context "fake": log in first/,
    ],
  ])('and says where there is none: %s', async (_, args, content, message) => {
    const file = join(folder, 'file');
    writeFileSync(file, content ?? '');
    const { stdout, stderr, exitCode } = await detect(
      args.map((arg) => (arg === 'FILE' ? file : arg)),
      {},
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
