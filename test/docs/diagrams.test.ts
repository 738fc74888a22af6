import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { diagrams } from '../../docs/generator/diagrams';
import { calicoSelects, demandedLabels } from '../../docs/generator/diagrams/calico-selector';
import type { Box, Figure, Line, Point, Rect } from '../../docs/generator/diagrams/figure';
import { moduleSeven } from '../../docs/generator/diagrams/module-7';
import { moduleSevenFigure } from '../../docs/generator/diagrams/module-7-figure';
import { allowedTraffic, peersOf, policyTargets } from '../../docs/generator/diagrams/relations';
import { releaseHistory } from '../../docs/generator/diagrams/release-history';
import { releaseStepsFigure } from '../../docs/generator/diagrams/release-steps-figure';
import { drawSvg } from '../../docs/generator/diagrams/svg';
import { TEXT_SIZE, widthOf, wrap } from '../../docs/generator/diagrams/text';
import { thingOf } from '../../docs/generator/diagrams/things';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease } from '../../src';
import { enterpriseBands } from '../../src/release';
import { captureStderr, managedCluster, objectsBelow, type Synthesized } from '../support';

captureStderr();

const FOLDER = join(__dirname, '..', '..', 'docs', 'diagrams');

const CLUSTERS = enterpriseBands().flatMap((release) => [
  managedCluster(release),
  CalicoCluster.standalone({ release: CalicoRelease.enterprise(release) }),
  CalicoCluster.management({ release: CalicoRelease.enterprise(release) }),
]);

function objectsOf(cluster: CalicoCluster): Synthesized[] {
  return objectsBelow(new AnomalyDetectionChart(new App(), 'test', { cluster })).map((object) => object.toJson());
}

function isGroup({ role }: Box): boolean {
  return role === 'group';
}

function overlap(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Where a line of text stands, at most. */
function extent({ text, style, x, y, anchor }: Line): Rect {
  const width = widthOf(text, style);
  const shift = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
  return { x: x - shift, y: y - TEXT_SIZE[style] + 2, width, height: TEXT_SIZE[style] };
}

function inside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function onBorder([x, y]: Point, box: Rect): boolean {
  const within = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  return within && (x === box.x || x === box.x + box.width || y === box.y || y === box.y + box.height);
}

/** The straight pieces of an arrow, as rectangles without an extent across. */
function pieces(points: readonly Point[]): Rect[] {
  return points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return { x: Math.min(x, fromX), y: Math.min(y, fromY), width: Math.abs(x - fromX), height: Math.abs(y - fromY) };
  });
}

/** What a reader would call a flaw of the drawing. */
function flaws({ boxes, arrows, texts, width, height }: Figure): string[] {
  const solid = boxes.filter((box) => !isGroup(box));
  const canvas = { x: 0, y: 0, width, height };
  const labels = arrows.flatMap((arrow) => arrow.labels);
  const free = [...labels, ...texts];
  const lines = arrows.flatMap(({ points, from, to }) => pieces(points).map((piece) => ({ piece, from, to })));
  return [
    ...boxes.filter((box) => !inside(box, canvas)).map(({ id }) => `${id} leaves the picture`),
    ...free.filter((line) => !inside(extent(line), canvas)).map(({ text }) => `"${text}" leaves the picture`),
    ...boxes.flatMap((box) =>
      box.lines.filter((line) => !inside(extent(line), box)).map(({ text }) => `"${text}" leaves ${box.id}`),
    ),
    ...solid.flatMap((box, index) =>
      solid
        .slice(index + 1)
        .filter((other) => overlap(box, other))
        .map(({ id }) => `${box.id} covers ${id}`),
    ),
    ...boxes
      .filter(isGroup)
      .flatMap((group) =>
        boxes
          .filter((other) => other !== group && overlap(group, other) && (isGroup(other) || !inside(other, group)))
          .map(({ id }) => `${id} stands across the border of ${group.id}`),
      ),
    ...free.flatMap((line) =>
      solid.filter((box) => overlap(extent(line), box)).map(({ id }) => `"${line.text}" runs into ${id}`),
    ),
    ...free.flatMap((line, index) =>
      [...free.slice(index + 1), ...boxes.filter(isGroup).flatMap((group) => group.lines)]
        .filter((other) => overlap(extent(line), extent(other)))
        .map((other) => `"${line.text}" runs into "${other.text}"`),
    ),
    ...lines.flatMap(({ piece, from, to }) => [
      ...solid.filter((box) => overlap(piece, box)).map(({ id }) => `${from} → ${to} runs through ${id}`),
      ...[...free, ...boxes.flatMap((box) => box.lines)]
        .filter((line) => overlap(piece, extent(line)))
        .map((line) => `${from} → ${to} crosses "${line.text}"`),
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
  const FILES = ['module-7-3.14.svg', 'module-7-3.24.svg', 'release-steps.svg'];

  it('are the files of the generator', () => {
    expect(Object.keys(diagrams()).sort()).toEqual(FILES);
    expect(readdirSync(FOLDER).sort()).toEqual(FILES);
  });

  it.each(FILES)('%s is what `npm run docs` makes', (file) => {
    const figure = diagrams()[file] as Figure;
    expect(readFileSync(join(FOLDER, file), 'utf8')).toBe(drawSvg(figure));
  });

  it.each(FILES)('%s is well-formed, says what it shows, and needs nothing from elsewhere', (file) => {
    const svg = drawSvg(diagrams()[file] as Figure);
    expect(parseXml(svg).slice(0, 4)).toEqual(['svg', 'title', 'desc', 'style']);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|<image|@import|@font-face|\burl\((?!#)|\bhref=/,
    );
    expect(svg).not.toMatch(/undefined|NaN|\[object/);
  });

  it('keeps the signs of XML out of text', () => {
    const line = { text: `<&> "'`, style: 'note' as const, x: 0, y: 0 };
    const figure = { title: '<', description: '&', width: 9, height: 9, boxes: [], arrows: [], texts: [line] };
    expect(drawSvg(figure)).toContain(`>&lt;&amp;&gt; &quot;'</text>`);
    parseXml(drawSvg(figure));
  });

  it.each(['light', 'dark'])('has text of enough contrast on %s pages', (theme) => {
    const [light = '', dark = ''] = drawSvg(releaseStepsFigure()).split('@media (prefers-color-scheme:dark)');
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
    (_name, cluster) => {
      const figure = moduleSevenFigure(cluster);
      const shown = figure.boxes.filter(({ made }) => made).map(({ id }) => id);
      for (const { kind, metadata } of objectsOf(cluster)) {
        expect(shown).toContain([kind, metadata.namespace, metadata.name].filter(Boolean).join('/'));
      }
      for (const { from, to, points } of figure.arrows.filter((arrow) => arrow.from !== 'legend')) {
        const ends = [from, to].map((id) => figure.boxes.find((box) => box.id === id));
        expect(ends.map((box, index) => box && onBorder(points.at(-index) as Point, box))).toEqual([true, true]);
      }
      expect(flaws(figure)).toEqual([]);
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
  });

  it('tells of 3.24 that a rule reads the flow logs', () => {
    const { relations } = moduleSeven(managedCluster('3.24'));
    expect(relations.filter(({ from, derived }) => derived && !from.includes('/dev/'))).toEqual([
      expect.objectContaining({
        from: 'GlobalAlert/network.port-scan',
        label: 'reads flows',
        to: 'Elasticsearch/flows',
      }),
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
    const objects = objectsOf(managedCluster());
    const policy = objects.find(({ metadata }) => metadata.namespace === 'tigera-guardian');
    new Function('spec', change)(policy.spec);
    const made = objects.map(thingOf);
    const labels = allowedTraffic([...made, ...peersOf(made)]).map(({ label }) => label);
    expect(labels).toEqual(['UDP 53', 'UDP 5353']);
  });

  it('has no arrow from a policy that selects nothing', () => {
    const objects = objectsOf(managedCluster());
    for (const { kind, spec } of objects) {
      if (kind === 'NetworkPolicy') {
        spec.selector = "app == 'other'";
      }
    }
    expect(policyTargets(objects.map(thingOf))).toEqual([]);
  });

  it('refuses objects of a kind that it does not know', () => {
    expect(() => thingOf({ kind: 'Ingress', metadata: { name: 'web' } })).toThrow(
      'no figure shows objects of kind Ingress yet',
    );
  });
});

describe('selectors of Calico', () => {
  it.each([
    ["app == 'web'", true],
    ['app == "web" && tier != "front"', true],
    ["app != 'web'", false],
    ["app == 'web' && zone == 'a'", false],
  ])('%s', (selector, selected) => {
    expect(calicoSelects(selector, { app: 'web' })).toBe(selected);
  });

  it('are refused where a figure would have to guess', () => {
    expect(() => calicoSelects('has(app)', {})).toThrow('no figure can tell what the selector "has(app)" selects');
  });

  it('demand labels', () => {
    expect(demandedLabels("a/b == 'c' && d != 'e'")).toEqual({ 'a/b': 'c' });
  });
});

describe('the picture of releases', () => {
  const figure = releaseStepsFigure();

  it('is legible', () => {
    expect(flaws(figure)).toEqual([]);
  });

  it('has a column for each release that changes something', () => {
    const heads = figure.texts.filter(({ style }) => style === 'name').map(({ text }) => text);
    expect(heads).toEqual(enterpriseBands().map((release) => release.replace(/^(\d+\.\d+)\.0$/, '$1')));
  });

  it('counts what a release does to the objects', () => {
    const { steps } = releaseHistory();
    const step = (name: string) => steps.find(({ release }) => release === name);
    expect(step('3.13')).toEqual({ release: '3.13', added: 1, removed: 0, changed: 0 });
    expect(step('3.18.0-2.0')).toEqual({ release: '3.18.0-2.0', added: 1, removed: 4, changed: 0 });
    expect(step('3.24')).toEqual({ release: '3.24', added: 0, removed: 0, changed: 0 });
  });

  it.each(enterpriseBands().map((release, band) => [release, band] as const))(
    'shows the objects of %s and no others',
    (release, band) => {
      const shown = releaseHistory().objects.filter(({ eras }) =>
        eras.some(({ first, last }) => first <= band && band <= last),
      );
      const made = objectsOf(managedCluster(release));
      expect(shown.map(({ id }) => id).sort()).toEqual(
        made.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name].filter(Boolean).join('/')).sort(),
      );
    },
  );

  it('says which fields of the Deployment change', () => {
    const jobs = releaseHistory().objects.find(({ id }) => id.endsWith('/ad-jobs-deployment'));
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
      'image anomaly_detection_jobs:',
      'v3.12.0',
    ]);
  });

  it('is refused where it cannot be broken', () => {
    expect(() => wrap('unbreakable', 'detail', 20)).toThrow('"unbreakable" is wider than 20 pixels');
  });
});
