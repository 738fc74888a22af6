import { linkSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { replaceManifests } from '../../src/output/replace-manifests';
import { captureStderr, messageOf } from '../support';
import { contentOf, putFiles, scratchFolder } from './fleet/fleets';

const RECORD = '.calico-threat-defense-files';

describe('the output folder, which others use too', () => {
  const stderr = captureStderr();
  const above = scratchFolder();
  const folder = () => join(above(), 'dist');
  const synth = (files: Record<string, string>) => replaceManifests(folder(), (staging) => putFiles(staging, files));
  const inTheWay = (...paths: string[]) => {
    const lines = paths.map(
      (path) =>
        `  ${join(folder(), path)}: already exists, and no earlier run wrote it, so it is not overwritten; move or delete it, or choose another output folder. Nothing was written [output/file-in-the-way]`,
    );
    return [`output: ${paths.length} problem${paths.length === 1 ? '' : 's'}`, ...lines].join('\n');
  };

  it('keeps the files of others, whatever they are called', () => {
    const others = {
      'README.md': 'mine',
      'kustomization.yaml': 'mine',
      'old.k8s.yaml': 'mine',
      'package.json': '{}',
      'sub/values.yml': 'mine',
    };
    putFiles(folder(), others);
    synth({ 'x.yaml': '1', 'sub/y.yaml': '1' });
    synth({ 'x.yaml': '2' });
    expect(contentOf(folder())).toEqual({ ...others, 'x.yaml': '2', [RECORD]: 'x.yaml\n' });
    expect(readdirSync(above())).toEqual(['dist']);
  });

  it('loses what the last run made and this one does not, and says so', () => {
    synth({ 'a.yaml': '1', 'b.yaml': '1', 'sub/c.yaml': '1', 'sub/deep/d.json': '1' });
    expect(stderr()).toBe('');
    synth({ 'b.yaml': '1' });
    expect(contentOf(folder())).toEqual({ 'b.yaml': '1', [RECORD]: 'b.yaml\n' });
    expect(readdirSync(folder()).sort()).toEqual([RECORD, 'b.yaml']);
    expect(stderr()).toBe(
      `output: 1 notice\n  folder = ${JSON.stringify(folder())}: 3 files from the last run were removed, because this run did not write them: a.yaml, sub/c.yaml, sub/deep/d.json [output/files-removed]\n`,
    );
  });

  it('names only some of many files that it removes', () => {
    synth(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((index) => [`${index}.yaml`, ''])));
    synth({ '7.yaml': '' });
    expect(stderr()).toContain(
      '6 files from the last run were removed, because this run did not write them: 1.yaml, 2.yaml, 3.yaml, 4.yaml, 5.yaml, and 1 more [',
    );
  });

  it('does not bring back, nor miss, what somebody removed meanwhile', () => {
    synth({ 'a.yaml': '1', 'b.yaml': '1' });
    rmSync(join(folder(), 'a.yaml'));
    synth({ 'b.yaml': '2' });
    expect(contentOf(folder())).toEqual({ 'b.yaml': '2', [RECORD]: 'b.yaml\n' });
    expect(stderr()).toBe('');
  });

  it('refuses to overwrite the files of others, before it writes anything', () => {
    putFiles(folder(), { 'b.yaml': 'mine', 'd.yaml': 'mine' });
    const before = contentOf(folder());
    expect(messageOf(() => synth({ 'a.yaml': '1', 'b.yaml': '1', 'c.yaml': '1', 'd.yaml': '1' }))).toBe(
      inTheWay('b.yaml', 'd.yaml'),
    );
    expect(contentOf(folder())).toEqual(before);
    expect(readdirSync(above())).toEqual(['dist']);
  });

  it('refuses what is no file, or leads elsewhere', () => {
    putFiles(above(), { 'elsewhere/y.yaml': 'mine', 'elsewhere/x.yaml': 'mine' });
    synth({ 'x.yaml': '1', 'sub/y.yaml': '1' });
    rmSync(join(folder(), 'x.yaml'));
    rmSync(join(folder(), 'sub'), { recursive: true });
    symlinkSync(join(above(), 'elsewhere', 'x.yaml'), join(folder(), 'x.yaml'));
    symlinkSync(join(above(), 'elsewhere'), join(folder(), 'sub'));
    putFiles(folder(), { 'z.yaml/mine': 'mine' });
    expect(messageOf(() => synth({ 'x.yaml': '2', 'sub/y.yaml': '2', 'z.yaml': '2' }))).toBe(
      inTheWay('sub', 'x.yaml', 'z.yaml'),
    );
    // Nor is anything removed there.
    rmSync(join(folder(), 'x.yaml'));
    synth({});
    expect(contentOf(join(above(), 'elsewhere'))).toEqual({ 'x.yaml': 'mine', 'y.yaml': 'mine' });
  });

  it('takes over a file that says the same already', () => {
    putFiles(folder(), { 'x.yaml': '1' });
    synth({ 'x.yaml': '1' });
    synth({ 'x.yaml': '2' });
    expect(contentOf(folder())).toEqual({ 'x.yaml': '2', [RECORD]: 'x.yaml\n' });
  });

  describe('on a file system that ignores case, where two names lead to the same file', () => {
    const link = () => linkSync(join(folder(), 'c/App.yaml'), join(folder(), 'c/app.yaml'));

    it.each(['1', '2'])('keeps a file whose name changes in case only, with the content %s', (content) => {
      synth({ 'c/App.yaml': '1' });
      link();
      synth({ 'c/app.yaml': content });
      expect(contentOf(folder())).toMatchObject({ 'c/app.yaml': content, [RECORD]: 'c/app.yaml\n' });
      expect(stderr()).toBe('');
    });

    it('refuses to overwrite a file of others', () => {
      putFiles(folder(), { 'c/App.yaml': '1' });
      link();
      expect(messageOf(() => synth({ 'c/app.yaml': '2' }))).toBe(inTheWay('c/app.yaml'));
    });
  });

  it.each([
    ['App.yaml', 'app.yaml'],
    ['caf\u00e9.yaml', 'cafe\u0301.yaml'],
  ])('removes %j where %j is another file', (old, fresh) => {
    synth({ [old]: '1' });
    synth({ [fresh]: '1' });
    expect(contentOf(folder())).toEqual({ [fresh]: '1', [RECORD]: `${fresh}\n` });
  });

  it('does not touch a file that stays the same', () => {
    synth({ 'x.yaml': '1' });
    utimesSync(join(folder(), 'x.yaml'), 1, 1);
    synth({ 'x.yaml': '1', 'y.yaml': '1' });
    expect(statSync(join(folder(), 'x.yaml')).mtimeMs).toBe(1_000);
  });

  it('is not led astray by a record that was changed by hand', () => {
    putFiles(above(), { mine: 'mine' });
    putFiles(folder(), { 'sub/mine.yaml': 'mine', [RECORD]: `../mine\n${above()}/mine\n\n.\nsub/../../mine\nsub\n` });
    synth({ 'x.yaml': '1' });
    expect(contentOf(above())).toEqual({
      [`dist/${RECORD}`]: 'x.yaml\n',
      'dist/sub/mine.yaml': 'mine',
      'dist/x.yaml': '1',
      mine: 'mine',
    });
  });

  it('keeps what is in hidden folders, even where a record that was changed by hand names it', () => {
    const hidden = { '.aws/sso/cache/t.json': '{}', 'sub/.git/config': 'mine', '.env': 'mine' };
    putFiles(folder(), { ...hidden, [RECORD]: `${Object.keys(hidden).join('\n')}\n` });
    synth({ 'x.yaml': '1' });
    expect(contentOf(folder())).toEqual({ ...hidden, 'x.yaml': '1', [RECORD]: 'x.yaml\n' });
  });

  it('reads a record whose line ends Git has changed', () => {
    synth({ 'a.yaml': '1', 'b.yaml': '1' });
    putFiles(folder(), { [RECORD]: 'a.yaml\r\nb.yaml\r\n' });
    synth({ 'b.yaml': '2' });
    expect(contentOf(folder())).toEqual({ 'b.yaml': '2', [RECORD]: 'b.yaml\n' });
  });

  it('puts right what a run that was killed has left', () => {
    synth({ 'a.yaml': '1', 'b.yaml': '1' });
    // Killed when it had written one of two new files, and had not removed the old one yet.
    putFiles(folder(), { [RECORD]: 'a.yaml\nb.yaml\nc.yaml\nd.yaml\n', 'c.yaml': 'half' });
    synth({ 'b.yaml': '2', 'c.yaml': '2', 'd.yaml': '2' });
    expect(contentOf(folder())).toEqual({
      'b.yaml': '2',
      'c.yaml': '2',
      'd.yaml': '2',
      [RECORD]: 'b.yaml\nc.yaml\nd.yaml\n',
    });
  });

  describe('of version 0.1.0, which kept no record', () => {
    const object = (name: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  annotations:\n    calico-threat-defense/cluster: acme\n    calico-threat-defense/release: 3.14.0\n    calico-threat-defense/topology: managed\n  name: ${name}\n`;
    const foreign = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: mine\n';

    it('is taken over', () => {
      putFiles(folder(), {
        'x.k8s.yaml': `${object('a')}---\n${object('b')}`,
        'y.k8s.yaml': object('c').replaceAll('\n', '\r\n'),
      });
      synth({ 'x.k8s.yaml': 'new', 'y.k8s.yaml': 'new' });
      expect(contentOf(folder())).toEqual({
        'x.k8s.yaml': 'new',
        'y.k8s.yaml': 'new',
        [RECORD]: 'x.k8s.yaml\ny.k8s.yaml\n',
      });
    });

    it.each([
      ['an object of somebody else', `${object('a')}---\n${foreign}`],
      ['an object of somebody else first', `${foreign}---\n${object('a')}`],
      ['nothing', ''],
      ['words that only look like it', 'a: |\n  calico-threat-defense/release: 3.14.0\n'],
    ])('is not what holds %s', (_, text) => {
      putFiles(folder(), { 'x.k8s.yaml': text });
      expect(messageOf(() => synth({ 'x.k8s.yaml': 'new' }))).toBe(inTheWay('x.k8s.yaml'));
      expect(contentOf(folder())).toEqual({ 'x.k8s.yaml': text });
    });

    it('is not what came into the folder after its first record', () => {
      synth({ 'x.k8s.yaml': 'new' });
      putFiles(folder(), { 'y.k8s.yaml': object('a') });
      expect(messageOf(() => synth({ 'x.k8s.yaml': 'new', 'y.k8s.yaml': 'new' }))).toBe(inTheWay('y.k8s.yaml'));
    });

    it('is kept where the file is not made any more', () => {
      putFiles(folder(), { 'old.k8s.yaml': object('a') });
      synth({ 'x.k8s.yaml': 'new' });
      expect(Object.keys(contentOf(folder()))).toEqual([RECORD, 'old.k8s.yaml', 'x.k8s.yaml']);
    });
  });
});
