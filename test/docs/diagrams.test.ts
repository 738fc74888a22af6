import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { diagrams } from '../../docs/generator/diagrams';
import { moduleSeven } from '../../docs/generator/diagrams/module-7';
import { moduleSevenFigure } from '../../docs/generator/diagrams/module-7-figure';
import { derivedRelations } from '../../docs/generator/diagrams/relations';
import { type History, releaseHistory } from '../../docs/generator/diagrams/release-history';
import { releaseStepsFigure } from '../../docs/generator/diagrams/release-steps-figure';
import { TEXT_SIZE, type TextStyle, texts, wrap } from '../../docs/generator/diagrams/svg';
import { peersOf, thingOf } from '../../docs/generator/diagrams/things';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease } from '../../src';
import { enterpriseBands } from '../../src/calico';
import { captureStderr, managedCluster, objectsBelow, type Synthesized } from '../support';

captureStderr();

const FOLDER = join(__dirname, '..', '..', 'docs', 'diagrams');
const FILES = ['flow-logs.svg', 'module-7-3.14.svg', 'module-7-3.24.svg', 'release-steps.svg'];
const figures = diagrams();

const CLUSTERS = enterpriseBands().flatMap((release) => [
  managedCluster(release),
  CalicoCluster.standalone({ release: CalicoRelease.enterprise(release) }),
  CalicoCluster.management({ release: CalicoRelease.enterprise(release) }),
]);

function chartOf(cluster: CalicoCluster): AnomalyDetectionChart {
  return new AnomalyDetectionChart(new App(), 'test', { cluster });
}

function objectsOf(cluster: CalicoCluster): Synthesized[] {
  return objectsBelow(chartOf(cluster)).map((object) => object.toJson());
}

function idOf({ kind, metadata }: Synthesized): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Words extends Rect {
  readonly text: string;
}

/** A group of a picture: an object with its box and text, or an arrow with its lines and label. */
interface Part {
  readonly data: Readonly<Record<string, string>>;
  readonly tooltip: string;
  readonly dashed: boolean;
  readonly box?: Rect;
  readonly lines: readonly Rect[];
  readonly words: readonly Words[];
}

/** Width of a character in the widest common fonts (DejaVu and Verdana), as a share of its size. */
const NARROW = /[fijlrtI .,:;'|()[\]!/-]/;
const WIDE = /[mwMWG@%]/;

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value = '']) => [name, plain(value)]),
  );
}

function rectOf({ x, y, width, height }: Readonly<Record<string, string>>): Rect {
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}

/** Where text is, at most. */
function wordsIn(svg: string): Words[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, tag = '', content = '']) => {
    const { class: style = '', x, y } = attributesOf(tag);
    const size = TEXT_SIZE[style as TextStyle];
    const text = plain(content);
    const widths = [...text].map((character) => {
      if (style === 'name' || style === 'detail') {
        return 0.62;
      }
      const sans = NARROW.test(character) ? 0.42 : WIDE.test(character) ? 0.99 : /[A-Z]/.test(character) ? 0.77 : 0.62;
      return sans * (style === 'title' ? 1.12 : 1);
    });
    const width = widths.reduce((sum, share) => sum + share * size, 0);
    return { text, x: Number(x), y: Number(y) - size + 2, width, height: size };
  });
}

/** The straight pieces of a path, as rectangles without an extent across. */
function linesIn(svg: string): Rect[] {
  return [...svg.matchAll(/ d="M([^"]*)"/g)].flatMap(([, path = '']) => {
    const points = path.split('L').map((point) => point.split(' ').map(Number) as [number, number]);
    return points.slice(1).map(([x, y], index) => {
      const [fromX, fromY] = points[index] ?? [x, y];
      return { x: Math.min(x, fromX), y: Math.min(y, fromY), width: Math.abs(x - fromX), height: Math.abs(y - fromY) };
    });
  });
}

function partsOf(svg: string): Part[] {
  return [...svg.matchAll(/<g([^>]*)><title>([^<]*)<\/title>([\s\S]*?)<\/g>/g)].map(
    ([, tag = '', tooltip = '', content = '']) => {
      const box = /<rect ([^>]*)\/>/.exec(content)?.[1];
      return {
        data: attributesOf(tag),
        tooltip: plain(tooltip),
        dashed: content.includes(' planned"'),
        box: box === undefined ? undefined : rectOf(attributesOf(box)),
        lines: linesIn(content),
        words: wordsIn(content),
      };
    },
  );
}

function overlap(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function inside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** What a reader would call a flaw of the drawing. */
function flaws(svg: string): string[] {
  const { width = '', height = '' } = attributesOf(/<svg [^>]*>/.exec(svg)?.[0] ?? '');
  const canvas = { x: 0, y: 0, width: Number(width), height: Number(height) };
  const parts = partsOf(svg);
  const boxes = parts.flatMap(({ box, data, words }) =>
    box ? [{ ...box, id: data['data-object'] ?? '', words }] : [],
  );
  const solid = boxes.filter((box) => !boxes.some((other) => other !== box && inside(other, box)));
  const arrows = parts.filter(({ data }) => data['data-from'] !== undefined);
  const words = wordsIn(svg);
  const labels = arrows.flatMap((arrow) => arrow.words);
  const lines = arrows.flatMap((arrow) => arrow.lines.map((line) => ({ ...line, name: arrow.tooltip })));
  return [
    ...[...boxes, ...words]
      .filter((one) => !inside(one, canvas))
      .map((one) => `${JSON.stringify(one)} leaves the picture`),
    ...boxes.flatMap((box) =>
      box.words.filter((line) => !inside(line, box)).map(({ text }) => `"${text}" leaves ${box.id}`),
    ),
    ...solid.flatMap((box) =>
      solid.filter((other) => other !== box && overlap(box, other)).map(({ id }) => `${box.id} covers ${id}`),
    ),
    ...boxes.flatMap((box) =>
      boxes
        .filter((other) => other !== box && overlap(box, other) && !inside(box, other) && !inside(other, box))
        .map(({ id }) => `${box.id} crosses the border of ${id}`),
    ),
    ...labels.flatMap((label) =>
      solid.filter((box) => overlap(label, box)).map(({ id }) => `"${label.text}" runs into ${id}`),
    ),
    ...words.flatMap((one, index) =>
      words
        .slice(index + 1)
        .filter((other) => overlap(one, other))
        .map(({ text }) => `"${one.text}" runs into "${text}"`),
    ),
    ...lines.flatMap((line) => [
      ...solid.filter((box) => overlap(line, box)).map(({ id }) => `${line.name} runs through ${id}`),
      ...words.filter((text) => overlap(line, text)).map(({ text }) => `${line.name} crosses "${text}"`),
    ]),
  ];
}

/** Names of the elements, outermost first; fails on what no XML parser would take. */
function parseXml(xml: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const token =
    /<!--(?:(?!--)[\s\S])*-->|<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>/y;
  let at = 0;
  while (at < xml.length) {
    const text = /[^<&]*(?:&(?:amp|lt|gt|quot);[^<&]*)*/y;
    text.lastIndex = at;
    at += text.exec(xml)?.[0].length ?? 0;
    if (at === xml.length) {
      break;
    }
    token.lastIndex = at;
    const match = token.exec(xml);
    if (!match) {
      throw new Error(`not XML: ${xml.slice(at, at + 60)}`);
    }
    at += match[0].length;
    const [, closing, name, , empty] = match;
    if (name !== undefined && closing) {
      expect(open.pop()).toBe(name);
    } else if (name !== undefined) {
      names.push(name);
      open.push(...(empty ? [] : [name]));
    }
  }
  expect(open).toEqual([]);
  return names;
}

describe('docs/diagrams', () => {
  it('are the files of the generator', async () => {
    expect(Object.keys(await figures).sort()).toEqual(FILES);
    expect(readdirSync(FOLDER).sort()).toEqual(FILES);
  });

  it.each(FILES)('%s is what `npm run docs` makes', async (file) => {
    expect(readFileSync(join(FOLDER, file), 'utf8')).toBe((await figures)[file]);
  });

  it.each(FILES)('%s is legible', async (file) => {
    expect(flaws((await figures)[file] ?? '')).toEqual([]);
  });

  it.each(FILES)('%s is well-formed, says what it shows, and needs nothing from elsewhere', async (file) => {
    const svg = (await figures)[file] ?? '';
    expect(parseXml(svg).slice(0, 4)).toEqual(['svg', 'title', 'desc', 'style']);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|<image|@import|@font-face|\burl\((?!#)|\bhref=/,
    );
    expect(svg).not.toMatch(/undefined|NaN|\[object/);
  });

  it('keeps the signs of XML out of text', () => {
    const drawn = texts([[`<&> "'`, 'note']], { x: 0, y: 0 }).join('');
    expect(drawn).toContain(`>&lt;&amp;&gt; &quot;'</text>`);
    parseXml(drawn);
  });

  it.each(['light', 'dark'])('has text of enough contrast on %s pages', (theme) => {
    const [light = '', dark = ''] = releaseStepsFigure().split('@media (prefers-color-scheme:dark)');
    const fillOf = (selector: string) =>
      new RegExp(`(?:^|[\\n,])${selector}[,{][^}]*?fill:(#[0-9a-f]{6})`).exec(theme === 'light' ? light : dark)?.[1] ??
      selector;
    const page = theme === 'light' ? '#ffffff' : '#0d1117';
    for (const behind of [page, ...['rect', '.group', '.alert', '.policy', '.workload', '.changed'].map(fillOf)]) {
      for (const text of ['text', '.kind'].map(fillOf)) {
        expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
      }
    }
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

describe('the picture of module 7', () => {
  it.each(CLUSTERS.map((cluster) => [`${cluster.release.displayName}, ${cluster.topology}`, cluster] as const))(
    'is whole and legible on %s',
    async (_name, cluster) => {
      const svg = await moduleSevenFigure(cluster);
      const parts = partsOf(svg);
      const solid = parts.filter(({ box, dashed }) => box && !dashed).map(({ data }) => data['data-object']);
      expect(solid.sort()).toEqual(objectsOf(cluster).map(idOf).sort());
      const { relations } = moduleSeven(cluster);
      const arrows = parts.filter(({ lines }) => lines.length > 0);
      const drawn = arrows.map(({ data, dashed, words }) => [
        data['data-from'],
        data['data-to'],
        dashed,
        words.map(({ text }) => text).join(''),
      ]);
      expect(drawn).toEqual(relations.map(({ from, to, derived, label }) => [from, to, !derived, label]));
      expect(flaws(svg)).toEqual([]);
    },
  );

  it('tells of 3.14 how the AD jobs reach Elasticsearch', () => {
    const { relations } = moduleSeven(managedCluster('3.14'));
    const jobs = 'Deployment/tigera-intrusion-detection/ad-jobs-deployment';
    const guardian = "Pods/tigera-guardian/k8s-app == 'tigera-guardian'";
    expect(relations.filter(({ derived }) => derived).map(({ from, label, to }) => [from, label, to])).toEqual([
      ['Pod/dev/netshoot', 'scans ports 1-600', 'Deployment/dev/dev-nginx'],
      ['Service/dev/nginx-svc', 'port 80', 'Deployment/dev/dev-nginx'],
      ['Pod/dev/netshoot', 'curl', 'Service/dev/nginx-svc'],
      [
        'NetworkPolicy/tigera-intrusion-detection/allow-tigera.allow-anomaly-detection',
        "app == 'anomaly-detection'",
        jobs,
      ],
      [
        'NetworkPolicy/tigera-guardian/allow-tigera.elasticsearch-access-anomaly-detection',
        "k8s-app == 'tigera-guardian'",
        guardian,
      ],
      [jobs, 'TCP 8080', guardian],
      [jobs, 'UDP 53', "Pods/kube-system/k8s-app == 'kube-dns'"],
      [jobs, 'UDP 5353', 'Pods/openshift-dns/dns.operator.openshift.io/daemonset-dns == "default"'],
      ['GlobalAlert/tigera.io.detector.port-scan', 'reads flows', 'Elasticsearch/flows'],
    ]);
    expect(relations.filter(({ derived }) => !derived).map(({ from, label, to }) => [from, label, to])).toEqual([
      ['Namespace/dev', 'Calico logs each flow', 'Elasticsearch/flows'],
      ['GlobalAlert/tigera.io.detector.port-scan', 'raises', 'Elasticsearch/events'],
      [guardian, 'logs in, events out', 'Elasticsearch'],
    ]);
  });

  it('tells of 3.24 that a rule reads the flow logs', () => {
    const { relations } = moduleSeven(managedCluster('3.24'));
    expect(relations.filter(({ from, derived }) => derived && !from.includes('/dev/'))).toEqual([
      { from: 'GlobalAlert/network.port-scan', label: 'reads flows', to: 'Elasticsearch/flows', derived: true },
    ]);
  });

  it.each([
    ['arrives at another port', 'spec.ingress[0].destination.ports = [9]'],
    ['comes from other pods', 'spec.ingress[0].source.selector = "app == \'other\'"'],
    [
      'comes from another namespace',
      'spec.ingress[0].source.namespaceSelector = "projectcalico.org/name == \'other\'"',
    ],
  ])('has no arrow for what a policy keeps out because it %s', (_case, change) => {
    const chart = chartOf(managedCluster());
    const objects: Synthesized[] = objectsBelow(chart).map((object) => object.toJson());
    const policy = objects.find(({ metadata }) => metadata.namespace === 'tigera-guardian');
    new Function('spec', change)(policy.spec);
    const made = objects.map(thingOf);
    const relations = derivedRelations([...made, ...peersOf(made)], chart.scanner);
    expect(relations.map(({ label }) => label).filter((label) => /^(TCP|UDP) /.test(label))).toEqual([
      'UDP 53',
      'UDP 5353',
    ]);
  });

  it('has no arrow from a policy that selects nothing', () => {
    const chart = chartOf(managedCluster());
    const objects: Synthesized[] = objectsBelow(chart).map((object) => object.toJson());
    for (const { kind, spec } of objects) {
      if (kind === 'NetworkPolicy') {
        spec.selector = "app == 'other'";
      }
    }
    const relations = derivedRelations(objects.map(thingOf), chart.scanner);
    expect(relations.filter(({ from }) => from.startsWith('NetworkPolicy/'))).toEqual([]);
  });

  it('refuses objects of a kind that it does not know', () => {
    expect(() => thingOf({ kind: 'Ingress', metadata: { name: 'web' } })).toThrow(
      'the pictures cannot show objects of kind Ingress yet',
    );
  });
});

describe('the picture of releases', () => {
  const svg = releaseStepsFigure();
  const { releases, objects, features } = releaseHistory();
  const heads = wordsIn(svg).filter(({ y }) => y < 50);
  /** What is below the name of a release. */
  const countsOf = (release: string) => {
    const head = heads.find(({ text }) => text === release);
    return heads.filter(({ x, y }) => head && x === head.x && y > head.y).map(({ text }) => text);
  };

  it('has a column for each release that changes something', () => {
    const names = enterpriseBands().map((release) => release.replace(/^(\d+\.\d+)\.0$/, '$1'));
    expect(releases).toEqual(names);
    expect(heads.map(({ text }) => text)).toEqual(expect.arrayContaining(names));
  });

  it('counts what a release does to the objects', () => {
    expect(countsOf('3.12')).toEqual(['1 changed']);
    expect(countsOf('3.13')).toEqual(['1 added']);
    expect(countsOf('3.18.0-2.0')).toEqual(['1 added', '4 removed']);
    expect(countsOf('3.24')).toEqual([]);
  });

  it('has a bar for each era, below the releases of that era', () => {
    const bars = partsOf(svg).map(({ data, words }) => [
      data['data-object'],
      data['data-first'],
      words.map(({ text }) => text).join(''),
    ]);
    const expected = ({ id, eras }: History) => eras.map(({ first, text }) => [id, String(first), text]);
    const withoutSpaces = (rows: (string | undefined)[][]) =>
      rows.map((row) => row.map((cell) => cell?.replaceAll(' ', '')));
    expect(withoutSpaces(bars)).toEqual(withoutSpaces([...objects, ...features].flatMap(expected)));
    for (const { data, box } of partsOf(svg)) {
      const left = heads.find(({ text }) => text === releases[Number(data['data-first'])])?.x ?? 0;
      expect(Math.abs((box?.x ?? 0) - left)).toBeLessThan(10);
    }
  });

  it.each(enterpriseBands().map((release, band) => [release, band] as const))(
    'shows the objects of %s and no others',
    (release, band) => {
      const shown = objects.filter(({ eras }) => eras.some(({ first, last }) => first <= band && band <= last));
      expect(shown.map(({ id }) => id).sort()).toEqual(objectsOf(managedCluster(release)).map(idOf).sort());
    },
  );

  it('says which fields of the Deployment change', () => {
    const jobs = objects.find(({ id }) => id.endsWith('/ad-jobs-deployment'));
    expect(jobs?.eras.map(({ text }) => text)).toEqual([
      'ad-jobs-deployment',
      'args, image',
      'env, image, volumes',
      'env, image, probes',
      'image',
      'image',
    ]);
  });
});

describe('text', () => {
  it('breaks where a reader would', () => {
    expect(wrap('image anomaly_detection_jobs:v3.12.0', 'detail', 200)).toEqual([
      ['image anomaly_detection_jobs:', 'detail'],
      ['v3.12.0', 'detail'],
    ]);
  });
});
