import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { App } from 'cdk8s';
import { diagrams } from '../../docs/generator/diagrams';
import { moduleSeven } from '../../docs/generator/diagrams/module-7';
import { moduleSevenFigure } from '../../docs/generator/diagrams/module-7-figure';
import { releaseHistory } from '../../docs/generator/diagrams/release-history';
import { svg, texts, wrap } from '../../docs/generator/diagrams/svg';
import { AnomalyDetectionChart } from '../../src';
import { enterpriseBands } from '../../src/calico';
import { captureStderr, managedCluster } from '../support';

captureStderr();

const FOLDER = join(__dirname, '..', '..', 'docs', 'diagrams');
const FILES = ['flow-logs.svg', 'module-7-3.14.svg', 'module-7-3.24.svg', 'release-steps.svg'];
const figures = diagrams();

/** The size of text and the width of its characters, in the widest common fonts (DejaVu and Verdana). */
const SIZE: Readonly<Record<string, number>> = { title: 13, name: 12, note: 12, kind: 11, detail: 11 };
const NARROW = /[fijlrtI .,:;'|()[\]!/-]/;
const WIDE = /[mwMWG@%]/;

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What it is, for messages: text, or classes. */
  readonly name: string;
}

function elementsOf(picture: string, tag: string): Element[] {
  const document = new DOMParser({ onError: (_, message) => expect(message).toBe('') }).parseFromString(
    picture,
    'text/xml',
  );
  return [...document.getElementsByTagName(tag)];
}

function boxesIn(picture: string): Rect[] {
  return elementsOf(picture, 'rect').map((element) => rectOf(element, element.getAttribute('class') ?? ''));
}

function rectOf(element: Element, name: string): Rect {
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((key) =>
    Number(element.getAttribute(key)),
  );
  return { x, y, width, height, name };
}

/** Where text is, at most. */
function wordsIn(picture: string): Rect[] {
  return elementsOf(picture, 'text').map((element) => {
    const style = element.getAttribute('class') ?? '';
    const { x, y, name } = rectOf(element, element.textContent ?? '');
    const shares = [...name].map((character) => {
      if (style === 'name' || style === 'detail') {
        return 0.62;
      }
      const sans = NARROW.test(character) ? 0.42 : WIDE.test(character) ? 0.99 : /[A-Z]/.test(character) ? 0.77 : 0.62;
      return sans * (style === 'title' ? 1.12 : 1);
    });
    const height = SIZE[style] ?? 0;
    return { x, y: y - height + 2, width: shares.reduce((sum, share) => sum + share * height, 0), height, name };
  });
}

/** The straight pieces of the arrows, as rectangles without an extent across. */
function linesIn(picture: string): Rect[] {
  const arrows = elementsOf(picture, 'path').filter((path) => path.getAttribute('class')?.startsWith('arrow'));
  return arrows.flatMap((arrow) => {
    const path = arrow.getAttribute('d') ?? '';
    const points = path
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number) as [number, number]);
    return points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index] ?? [x, y];
      const [width, height] = [Math.abs(x - fromX), Math.abs(y - fromY)];
      return { x: Math.min(x, fromX), y: Math.min(y, fromY), width, height, name: `arrow ${path}` };
    });
  });
}

function overlap(one: Rect, other: Rect): boolean {
  const apart = one.x >= other.x + other.width || other.x >= one.x + one.width;
  return !apart && one.y < other.y + other.height && other.y < one.y + one.height;
}

function inside(inner: Rect, outer: Rect): boolean {
  const withinWidth = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
  return withinWidth && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

/** What a reader would call a flaw of the drawing. */
function flaws(picture: string): string[] {
  const [canvas] = elementsOf(picture, 'svg').map((element) => rectOf(element, 'the picture'));
  const [boxes, words, lines] = [boxesIn(picture), wordsIn(picture), linesIn(picture)];
  const leaves = boxes.filter((box) => !boxes.some((other) => other !== box && inside(other, box)));
  const meetings = (ones: readonly Rect[], others: readonly Rect[]) =>
    ones.flatMap((one) =>
      others.filter((other) => one !== other && overlap(one, other)).map((other) => [one, other] as const),
    );
  const found = [
    ...[...boxes, ...words].flatMap((one) => (canvas && inside(one, canvas) ? [] : [[one, one] as const])),
    ...meetings(boxes, boxes).filter(([one, other]) => !inside(one, other) && !inside(other, one)),
    ...meetings(words, boxes).filter(([word, box]) => !inside(word, box)),
    ...meetings(words, words),
    ...meetings(lines, [...leaves, ...words]),
  ];
  return found.map(([one, other]) => `${one.name} and ${other.name}`);
}

describe('docs/diagrams', () => {
  it('has the files of the generator', async () => {
    expect(Object.keys(await figures).sort()).toEqual(FILES);
    expect(readdirSync(FOLDER).sort()).toEqual(FILES);
  });

  it.each(FILES)('%s is current, legible and accessible, and needs nothing from elsewhere', async (file) => {
    const picture = readFileSync(join(FOLDER, file), 'utf8');
    expect(picture).toBe((await figures)[file]);
    expect(flaws(picture)).toEqual([]);
    expect(picture).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
    expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|<image|@import|@font-face|\burl\((?!#)|\bhref=|undefined|NaN|\[object/,
    );
  });

  it('keep the signs of XML out of text', () => {
    const text = `<g> & "'`;
    const picture = svg(text, text, { x: 1, y: 1 }, texts([[text, 'note']], 0, 0));
    expect(['title', 'desc', 'text'].map((tag) => elementsOf(picture, tag)[0]?.textContent)).toEqual([
      text,
      text,
      text,
    ]);
  });

  it.each(['light', 'dark'])('have text of enough contrast on %s pages', (theme) => {
    const [light = '', dark = ''] = svg('', '', { x: 1, y: 1 }, []).split('@media (prefers-color-scheme:dark)');
    const fillsOf = (selectors: readonly string[]) =>
      selectors.map((selector) => {
        const fill = new RegExp(`(?:^|[\\n,])${selector}[,{][^}]*?fill:(#[0-9a-f]{6})`);
        return fill.exec(theme === 'light' ? light : dark)?.[1] ?? selector;
      });
    const boxes = ['rect', '.group', '.GlobalAlert', '.NetworkPolicy', '.Pod', '.changed'];
    for (const behind of [theme === 'light' ? '#ffffff' : '#0d1117', ...fillsOf(boxes)]) {
      for (const text of fillsOf(['text', '.kind'])) {
        expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('break text where a reader would', () => {
    expect(wrap('image anomaly_detection_jobs:v3.12.0', 'detail', 200)).toEqual([
      ['image anomaly_detection_jobs:', 'detail'],
      ['v3.12.0', 'detail'],
    ]);
  });
});

function contrast(one: string, other: string): number {
  const luminance = (color: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, share, index) => {
      const part = Number.parseInt(color.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
      return sum + share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** Kind and name of what the module synthesizes on a release. */
function synthesizedOn(release: string): string[] {
  const chart = new AnomalyDetectionChart(new App(), 'module', { cluster: managedCluster(release) });
  return chart
    .toJson()
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort();
}

function relationsOn(release: string, derived: boolean): string[][] {
  const { relations } = moduleSeven(release);
  return relations.filter((one) => one.derived === derived).map(({ from, label, to }) => [from.name, label, to.name]);
}

describe('the picture of module 7', () => {
  it.each(enterpriseBands())('is whole and legible on %s', async (release) => {
    const { groups, relations } = moduleSeven(release);
    const things = groups.flatMap(({ members = [], ...group }) => [group, ...members]);
    const made = things.filter(({ spec, style }) => spec !== undefined || style === 'group');
    expect(made.map(({ kind, name }) => `${kind.replace(/:.*/, '')} ${name}`).sort()).toEqual(synthesizedOn(release));
    const picture = await moduleSevenFigure(release);
    expect(flaws(picture)).toEqual([]);
    const legend = 2;
    const solid = boxesIn(picture).filter(({ name }) => !name.includes('planned'));
    expect(solid).toHaveLength(made.length + legend / 2);
    expect(elementsOf(picture, 'path').filter((path) => path.getAttribute('class') !== 'head')).toHaveLength(
      relations.length + legend,
    );
    const words = wordsIn(picture)
      .map(({ name }) => name)
      .join('');
    for (const text of [...things.map(({ name }) => name), ...relations.map(({ label }) => label)]) {
      expect(words.replaceAll(' ', '')).toContain(text.replaceAll(' ', ''));
    }
  });

  it('shows for 3.14 how the AD jobs reach Elasticsearch', () => {
    expect(relationsOn('3.14', true).sort()).toEqual([
      ['ad-jobs-deployment', 'TCP 8080', 'tigera-guardian'],
      ['ad-jobs-deployment', 'UDP 53', 'kube-dns'],
      ['ad-jobs-deployment', 'UDP 5353', 'daemonset-dns=default'],
      ['allow-tigera.allow-anomaly-detection', "app == 'anomaly-detection'", 'ad-jobs-deployment'],
      ['allow-tigera.elasticsearch-access-anomaly-detection', "k8s-app == 'tigera-guardian'", 'tigera-guardian'],
      ['netshoot', 'curl', 'nginx-svc'],
      ['netshoot', 'scans ports 1-600', 'dev-nginx'],
      ['nginx-svc', 'port 80', 'dev-nginx'],
      ['tigera.io.detector.port-scan', 'reads flows', 'Flow logs'],
    ]);
    expect(relationsOn('3.14', false).sort()).toEqual([
      ['dev', 'Calico logs each flow', 'Flow logs'],
      ['tigera-guardian', 'logs in, events out', 'Elasticsearch'],
      ['tigera.io.detector.port-scan', 'raises', 'Security events'],
    ]);
  });

  it('shows for 3.24 that a rule reads the flow logs', () => {
    expect(relationsOn('3.24', true)).toContainEqual(['network.port-scan', 'reads flows', 'Flow logs']);
  });
});

describe('the picture of releases', () => {
  const { releases, objects } = releaseHistory();

  it('has a column for each release that changes something, with the number of objects', async () => {
    const heads = wordsIn((await figures)['release-steps.svg'] ?? '').filter(({ x, y }) => x > 190 && y < 50);
    const columns = [...new Set(heads.map(({ x }) => x))];
    expect(columns.map((column) => heads.filter(({ x }) => x === column).map(({ name }) => name))).toEqual([
      ['3.7'],
      ...['3.8', '3.9', '3.10', '3.11', '3.12'].map((release) => [release, '1 changed']),
      ['3.13', '1 added'],
      ['3.18.0-2.0', '1 added', '4 removed'],
      ...['3.21.0-2.0', '3.23.0-2.0', '3.24'].map((release) => [release]),
    ]);
  });

  it.each(enterpriseBands().map((release, band) => [release, band] as const))(
    'shows the objects of %s and no others',
    (release, band) => {
      const shown = objects.filter(({ eras }) => eras.some(({ first, last }) => first <= band && band <= last));
      expect(shown.map(({ label, eras }) => `${label} ${eras[0]?.text}`).sort()).toEqual(synthesizedOn(release));
      expect(releases[band]).toBe(release.replace(/^(\d+\.\d+)\.0$/, '$1'));
    },
  );

  it('says which fields of the Deployment change', () => {
    const [jobs] = objects.filter(({ label, eras }) => label === 'Deployment' && eras.length > 1);
    const fields = ['args, image', 'env, image, volumes', 'env, image, probes', 'image', 'image'];
    expect(jobs?.eras.map(({ text }) => text)).toEqual(['ad-jobs-deployment', ...fields]);
  });
});
