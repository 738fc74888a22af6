import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { lineDiff } from '../docs/generator/filled-page';
import * as library from '../src';
import { ours, rootOf } from './crds/crd';
import { blocksOf, sessionsOf } from './markdown';
import { captureStderr, managedCluster, type Synthesized } from './support';

const root = resolve(__dirname, '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const below = (folder: string, extension: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(folder, file))
    .sort();

const pages = below('docs', '.md');
const examples = readdirSync(join(root, 'examples')).map((folder) => join('examples', folder, 'README.md'));
const texts = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...pages, ...examples];

/** A page without what stands in its blocks of code. */
function prose(page: string): string {
  return read(page).replace(/^ *```.*?^ *```$/gms, '');
}

function linksOf(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

const anchors = new Map<string, Set<string>>();

/** The anchors of a page, which is read once. */
function anchorsOf(page: string): Set<string> {
  const known = anchors.get(page) ?? anchorsIn(page);
  anchors.set(page, known);
  return known;
}

/** The anchors that GitHub gives to headings, and those that a page names itself. */
function anchorsIn(page: string): Set<string> {
  const text = prose(page);
  const named = [...text.matchAll(/<a (?:name="[^"]*" )?id="([^"]+)"/g)].map(([, id = '']) => id);
  const seen = new Map<string, number>();
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .replace(/<[^>]*>|\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set([...named, ...headings]);
}

function problemOf(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(root, resolve(root, dirname(page), decodeURIComponent(path)));
  if (!existsSync(join(root, target))) {
    return `${link}: there is no ${target}`;
  }
  return anchor === undefined || anchorsOf(target).has(anchor) ? undefined : `${link}: there is no such heading`;
}

describe('the documentation', () => {
  captureStderr();

  it.each(texts)('has only links that lead somewhere: %s', (page) => {
    expect(linksOf(page).flatMap((link) => problemOf(page, link) ?? [])).toEqual([]);
  });

  it('would notice a link that leads nowhere', () => {
    expect(problemOf('docs/errors.md', 'rules.md#yamlsyntax')).toBeUndefined();
    expect(problemOf('docs/errors.md', 'rules.md#yaml-syntax')).toContain('no such heading');
    expect(problemOf('docs/errors.md', 'constructs/none.md')).toContain('there is no docs/constructs/none.md');
  });

  it('names the command with which npx finds this package, where it is not installed', () => {
    const named = texts.flatMap((page) =>
      read(page)
        .split('\n')
        .filter((line) => /npx (?:--yes )?calico-threat-defense/.test(line))
        .map(() => page),
    );
    // One page says where the short name works.
    expect(named).toEqual(['docs/package.md']);
  });

  it('deletes no namespace with the rest of a folder, because it may have been there before', () => {
    const lines = texts.flatMap((page) =>
      read(page)
        .split('\n')
        .filter((line) => line.includes('kubectl delete -f') && !line.includes('do not delete'))
        .map((line) => [page, line.includes("--selector 'calico-threat-defense/demo!=true'")]),
    );
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.filter(([, isSafe]) => !isSafe)).toEqual([]);
  });

  it('is one click from the README, page by page', () => {
    const linked = linksOf('README.md').map((link) => link.split('#')[0]);
    expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
  });

  it('is listed once in docs/README.md, for users of the package, of a clone, or of both', () => {
    const [, ...sections] = read('docs/README.md').split(/^## /m);
    const linked = sections.flatMap((section) => [...section.matchAll(/^\| \[[^\]]*\]\(([\w/-]+\.md)\)/gm)]);
    const listed = linked.map(([, link]) => `docs/${link}`);
    expect(listed.sort()).toEqual(pages.filter((page) => page !== 'docs/README.md').sort());
    expect(sections.map((section) => section.split('\n')[0])).toEqual([
      'For users of the package',
      'For users of the package and of a clone',
      'For users of a clone',
      'Constructs',
    ]);
  });

  it('says on each page whom it is for, as docs/README.md does', () => {
    const [, ...sections] = read('docs/README.md').split(/^## For /m);
    const listed = sections.flatMap((section) =>
      [...(section.split('\n## ')[0] ?? '').matchAll(/^\| \[[^\]]*\]\(([\w-]+\.md)\)/gm)].map(([, page = '']) => ({
        page,
        readers: section.split('\n')[0] ?? '',
      })),
    );
    expect(listed.length).toBeGreaterThan(20);
    const silent = listed.filter(({ page, readers }) => {
      const [intro = ''] = read(`docs/${page}`).split('\n## ');
      return !new RegExp(`^This page is for ${readers}[.,]`, 'm').test(intro);
    });
    // Its sections are for different readers, which its beginning says.
    expect(silent.map(({ page }) => page)).toEqual(['releasing.md']);
    expect(read('docs/releasing.md')).toMatch(/^# .*\n\nThe section about support is for users of the package\./);
  });

  it('has a page for each construct, which links to its API', () => {
    const constructs = Object.entries<unknown>({ ...library })
      .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
      .map(([name]) => name);
    const linked = pages.filter((page) => page.includes('constructs')).flatMap(linksOf);
    const anchor = (name: string) => `../../API.md#cdk8s-calico-threat-defense.${name}`;
    expect(constructs.filter((name) => !linked.includes(anchor(name)))).toEqual([]);
    expect(constructs.length).toBeGreaterThan(7);
  });

  it('has the commands of the scanner as it gives them', () => {
    const chart = new library.AnomalyDetectionChart(new App(), 'chart', { cluster: managedCluster() });
    expect(
      read('docs/getting-started.md')
        .split('\n')
        .filter((line) => line === chart.scanner.scanCommand),
    ).toHaveLength(2);
  });

  const synth = pages.flatMap((page) =>
    sessionsOf(blocksOf(read(page)))
      .filter(({ command }) => command.endsWith('npm run synth'))
      .map((session) => ({ page, ...session })),
  );
  it.each(synth)('shows what is really printed: $page, $command', ({ command, output }) => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    const { CLUSTERNAME: _, CALICO_RELEASE: __, CALICO_TOPOLOGY: ___, ...environment } = process.env;
    const env = { ...environment, CDK8S_OUTDIR: join(folder, 'dist') };
    const { stderr } = spawnSync(command.replace('npm run', 'npm run --silent'), { shell: true, cwd: root, env });
    rmSync(folder, { recursive: true, force: true });
    expect(String(stderr).replace(/^npm warn .*\n/gm, '')).toBe(output);
  });
});

describe('what `npm run docs` fills in', () => {
  const markers = pages.flatMap((page) =>
    [
      ...read(page).matchAll(
        /^<!-- (snippet|lint|explain|convert|backtest|calibrate|test|upgrade|upgrade-folder|table): (\S+).*-->$/gm,
      ),
    ].map(([line, kind, name]) => ({
      page,
      line,
      kind,
      name,
    })),
  );

  it.each(pages)('has an end for each marker, and something between them: %s', (page) => {
    const text = read(page);
    const begun = markers.filter((marker) => marker.page === page);
    expect(text.match(/^<!-- end -->$/gm) ?? []).toHaveLength(begun.length);
    for (const { line } of begun) {
      expect(text).not.toContain(`${line}\n<!-- end -->`);
    }
  });

  it('shows every snippet', () => {
    const shown = new Set(markers.map(({ kind, name }) => `docs/snippets/${name}${kind === 'snippet' ? '.ts' : ''}`));
    const snippets = below('docs/snippets', '').filter((file) => /\.\w+$/.test(file));
    expect(snippets.filter((file) => !shown.has(file) && !shown.has(dirname(file)))).toEqual([]);
    expect(snippets.length).toBeGreaterThan(25);
  });

  it('tells changes from what stays', () => {
    expect(lineDiff('a\nb\nc\nd\ne\nf', 'a\nb\nx\nd\ne\nf')).toBe('  a\n  b\n- c\n+ x\n  d\n  e\n…');
    expect(lineDiff('a\nb', 'a\nb')).toBe('…');
    expect(lineDiff('a', 'a\nb')).toBe('  a\n+ b');
  });
});

describe('docs/gitops.md', () => {
  it('pushes the artifact under the tag that Flux reads', () => {
    const page = read('docs/gitops.md');
    const [, tag = ''] = /^ {4}tag: (\S+)$/m.exec(page) ?? [];
    const [, url = ''] = /^ {2}url: (oci:\S+)$/m.exec(page) ?? [];
    expect(url).not.toBe('');
    expect(page).toContain(`artifact=${url}:`);
    expect(page).toContain(`flux tag artifact "$artifact" --tag ${tag}\n`);
  });

  /** The fields that the page uses, as the references of Argo CD and Flux have them. */
  const FIELDS: Readonly<Record<string, readonly string[]>> = {
    'argoproj.io/v1alpha1 Application': [
      ...['project', 'source', 'destination', 'ignoreDifferences'],
      ...['syncPolicy.automated.prune', 'syncPolicy.automated.selfHeal', 'syncPolicy.syncOptions'],
    ],
    'source.toolkit.fluxcd.io/v1 OCIRepository': ['interval', 'url', 'ref.tag'],
    'kustomize.toolkit.fluxcd.io/v1 Kustomization': [
      ...['interval', 'retryInterval', 'timeout', 'sourceRef.kind', 'sourceRef.name', 'path', 'prune', 'wait'],
      'healthCheckExprs',
    ],
  };

  const manifests: Synthesized[] = blocksOf(read('docs/gitops.md'))
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) => parseAllDocuments(text, { strict: true }))
    .map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS();
    });

  it('has manifests with the fields of their kinds', () => {
    const titles = manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(titles.filter((title) => title !== 'v1 ConfigMap').sort()).toEqual(Object.keys(FIELDS).sort());
    for (const { apiVersion, kind, metadata, spec } of manifests.filter((manifest) => manifest.spec)) {
      expect(metadata).toEqual({ name: 'calico-threat-defense', namespace: expect.any(String) });
      const fields = FIELDS[`${apiVersion} ${kind}`] ?? [];
      for (const field of fields) {
        expect([field, field.split('.').reduce((part, key) => part?.[key], spec)]).not.toEqual([field, undefined]);
      }
      expect(Object.keys(spec).filter((key) => !fields.some((field) => field.split('.')[0] === key))).toEqual([]);
    }
  });

  it('asks for no status that an alert does not have', () => {
    const known = Object.keys(rootOf(ours('GlobalAlert')).properties?.status?.properties ?? {});
    const asked = ['docs/gitops.md', 'docs/errors.md', 'docs/getting-started.md'].flatMap((page) =>
      [...read(page).matchAll(/\bstatus\.(?!podIP)([a-z]\w+)/g)].map(([, field = '']) => field),
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((field) => !known.includes(field))).toEqual([]);
  });
});
