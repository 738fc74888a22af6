import { CalicoRelease, CalicoTopology } from '../../../src';
import { lint, placeAndMessage } from '../../../src/lint';

type Files = Readonly<Record<string, string>>;

function found(files: Files, release = '3.24'): string[] {
  const sources = Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return lint(sources, cluster)
    .findings.filter(({ rule }) => rule.startsWith('block-policy/') && rule !== 'block-policy/selects-pods-too')
    .map((finding) => `${finding.severity} ${finding.file} ${finding.rule} ${placeAndMessage(finding)}`);
}

interface Rules {
  readonly name?: string;
  readonly tier?: string;
  readonly selector?: string;
  readonly end?: string;
  readonly feed?: string;
  readonly kind?: string;
}

function block(rules: Rules = {}): string {
  const { name = 'security.block', tier = 'security', selector = 'has(projectcalico.org/namespace)' } = rules;
  const { end = 'Pass', feed = "feed == 'bad'", kind = 'GlobalNetworkPolicy' } = rules;
  return [
    'apiVersion: projectcalico.org/v3',
    `kind: ${kind}`,
    `metadata: { name: ${name} }`,
    'spec:',
    `  tier: ${tier}`,
    `  selector: ${selector}`,
    '  types: [Egress]',
    '  egress:',
    `    - { action: Deny, destination: { selector: "${feed}", namespaceSelector: global() } }`,
    ...(end === '' ? [] : [`    - action: ${end}`]),
    '',
  ].join('\n');
}

const object = (kind: string, labels: string, spec: string, name = 'bad') =>
  `apiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: { name: ${name}, labels: ${labels} }\nspec: ${spec}\n`;
const feed = (labels: string, content = 'IPSet', pull = ', pull: { http: { url: "https://feeds.example.com" } }') =>
  object('GlobalThreatFeed', '{}', `{ content: ${content}, globalNetworkSet: { labels: ${labels} }${pull} }`);
const set = (labels: string, spec = '{ nets: [192.0.2.0/24] }') => object('GlobalNetworkSet', labels, spec, 'mine');
const tier = (spec: string, name = 'security') => object('Tier', '{}', spec, name);
const passing = (namespaced = false, direction = 'Egress') =>
  `apiVersion: projectcalico.org/v3\nkind: ${namespaced ? 'NetworkPolicy' : 'GlobalNetworkPolicy'}\nmetadata: { name: security.pass${namespaced ? ', namespace: shop' : ''} }\nspec: { tier: security, types: [${direction}], ${direction.toLowerCase()}: [{ action: Pass }] }\n`;

const RULE = 'block-policy/selects-nothing';
const SELECTS = 'spec.egress[0].destination.selector = "feed == \'bad\'": selects';

describe('whether a block selects anything', () => {
  it.each<[string, Files, string[]]>([
    [
      'a feed with another key',
      { 'a.yaml': block(), 'x/b.yaml': feed('{ threat-feed: bad }') },
      [`no feed and no network set of these files, so nothing is denied; bad has the label threat-feed: bad`],
    ],
    [
      'a feed with another value',
      { 'a.yaml': block(), 'b.yaml': `${feed('{ team: red }')}---\n${set('{ feed: worse }')}` },
      [`no feed and no network set of these files, so nothing is denied; mine has the label feed: worse`],
    ],
    [
      'a feed without labels',
      { 'a.yaml': block(), 'b.yaml': feed('{}') },
      [
        'no feed and no network set of these files, so nothing is denied; give the network set of the feed a label, and select it',
      ],
    ],
    [
      'a feed of domains',
      { 'a.yaml': block(), 'b.yaml': feed('{ feed: bad }', 'DomainNameSet') },
      ['only bad (b.yaml), which has no addresses, so nothing is denied; policies can deny addresses only'],
    ],
    [
      'a feed that is pushed',
      { 'a.yaml': block(), 'b.yaml': feed('{ feed: bad }', 'IPSet', '') },
      ['only bad (b.yaml), which has no addresses, so nothing is denied; policies can deny addresses only'],
    ],
    [
      'a network set of domains',
      { 'a.yaml': block(), 'b.yaml': set('{ feed: bad }', '{ allowedEgressDomains: [a.example] }') },
      ['only mine (b.yaml), which has no addresses, so nothing is denied; policies can deny addresses only'],
    ],
  ])('is no, with %s', (_, files, messages) => {
    expect(found(files)).toEqual(messages.map((message) => `warning a.yaml ${RULE} ${SELECTS} ${message}`));
  });

  const doubted = (feedSelector: string, rest: string) =>
    `warning a.yaml ${RULE} spec.egress[0].destination.selector = "${feedSelector}": selects no feed and no network set of these files, so nothing is denied; ${rest}`;

  it.each<[string, string, string]>([
    ["feed == 'bad' && team == 'red'", '{ feed: bad, team: blue }', 'bad has the label feed: bad'],
    ["team == 'red' && feed == 'bad'", '{ feed: bad }', 'bad has the label feed: bad'],
    ['has(feed) && has(team)', '{ feed: bad }', 'bad has the label feed: bad'],
    ['!has(feed)', '{ feed: bad }', 'bad has the label feed: bad'],
    ["!(feed == 'bad' || has(team))", '{ feed: bad }', 'bad has the label feed: bad'],
  ])('is no, with %s', (selector, labels, rest) => {
    expect(found({ 'a.yaml': block({ feed: selector }), 'b.yaml': feed(labels) })).toEqual([doubted(selector, rest)]);
  });

  it.each<[string, string]>([
    ["feed == 'bad' && team == 'red'", '{ feed: bad, team: red }'],
    ["team == 'red' && has(feed)", '{ feed: bad, team: red }'],
    ["!(feed == 'good')", '{ feed: bad }'],
  ])('is not doubted, with %s', (selector, labels) => {
    expect(found({ 'a.yaml': block({ feed: selector }), 'b.yaml': feed(labels) })).toEqual([]);
  });

  it('is not advised by the first of the files, but by the first that has one of the keys', () => {
    const feeds = [
      object(
        'GlobalThreatFeed',
        '{}',
        '{ content: IPSet, globalNetworkSet: { labels: { other: x } }, pull: { http: { url: "https://feeds.example.com" } } }',
        'other',
      ),
    ];
    const files = {
      'a.yaml': block({ feed: "team == 'red' && feed == 'bad'" }),
      'b.yaml': `${feeds.join('---\n')}---\n${feed('{ feed: worse }')}---\n${set('{ team: blue }')}`,
    };
    expect(found(files)).toEqual([doubted("team == 'red' && feed == 'bad'", 'bad has the label feed: worse')]);
  });

  it.each<[string, Files]>([
    ['nothing else', { 'a.yaml': block() }],
    ['its feed', { 'a.yaml': block(), 'b.yaml': feed('{ feed: bad, team: red }') }],
    [
      'its feed among others',
      { 'a.yaml': block(), 'b.yaml': `${feed('{ feed: worse }')}---\n${set('{ feed: bad }')}` },
    ],
    ['an empty set, which something else may fill', { 'a.yaml': block(), 'b.yaml': set('{ feed: bad }', '{}') }],
    [
      'a label that is not called like that of a feed',
      { 'a.yaml': block({ feed: "role == 'bad'" }), 'b.yaml': feed('{ a: b }') },
    ],
    [
      'a label of Calico',
      { 'a.yaml': block({ feed: 'has(projectcalico.org/kind) && has(feed)' }), 'b.yaml': feed('{ a: b }') },
    ],
    ['any feed', { 'a.yaml': block({ feed: 'has(feed)' }), 'b.yaml': feed('{ feed: worse }') }],
  ])('is not doubted, with %s', (_, files) => {
    expect(found(files)).toEqual([]);
  });
});

describe('what a tier does with the traffic that a block does not deny', () => {
  const open = block({ end: '' });
  const denies = (remedy: string) => [
    `warning a.yaml block-policy/denies-the-rest spec.egress: denies all other egress traffic of the selected pods too, unless another policy of the tier security allows it, because the tier ends with Deny; ${remedy}`,
  ];
  const NEW = denies('set defaultAction: Pass in the tier, or end with action: Pass');
  const UNKNOWN = [
    'notice a.yaml block-policy/denies-the-rest spec.egress: lets the tier security decide about all other egress traffic of the selected pods, and a tier denies it unless its defaultAction is Pass; check the tier, or end with action: Pass',
  ];

  it.each<[string, Files, string[], string?]>([
    ['a tier that denies', { 'a.yaml': open, 'b.yaml': tier('{ order: 1 }') }, NEW],
    ['a tier that says Deny', { 'a.yaml': `${tier('{ defaultAction: Deny }')}---\n${open}` }, NEW],
    ['a tier that passes on', { 'a.yaml': open, 'b.yaml': tier('{ defaultAction: Pass }') }, []],
    ['only another tier', { 'a.yaml': open, 'b.yaml': tier('{ defaultAction: Pass }', 'other') }, UNKNOWN],
    ['no tier', { 'a.yaml': open }, UNKNOWN],
    ['no tier before 3.20', { 'a.yaml': open }, denies('end with action: Pass'), '3.19'],
    ['another policy that passes on', { 'a.yaml': open, 'b.yaml': `${tier('{}')}---\n${passing()}` }, []],
    // It passes on the traffic of that namespace only.
    ['a policy of a namespace that passes on', { 'a.yaml': open, 'b.yaml': `${tier('{}')}---\n${passing(true)}` }, NEW],
    [
      'a policy that passes on the other direction',
      { 'a.yaml': open, 'b.yaml': `${tier('{}')}---\n${passing(false, 'Ingress')}` },
      NEW,
    ],
    ['a block that ends with Pass', { 'a.yaml': block(), 'b.yaml': tier('{}') }, []],
  ])('is known from %s', (...[, files, expected, release]) => {
    expect(found(files, release)).toEqual(expected);
  });

  it.each<[string, Files, string]>([
    ['an open end', { 'a.yaml': block({ selector: 'all()', end: '' }), 'b.yaml': tier('{}') }, 'warning'],
    [
      'an open end in the tier default',
      { 'a.yaml': block({ selector: 'all()', tier: 'default', name: 'a', end: '' }) },
      'warning',
    ],
    [
      'a tier that passes on',
      { 'a.yaml': block({ selector: 'all()', end: '' }), 'b.yaml': tier('{ defaultAction: Pass }') },
      'notice',
    ],
    ['a block that passes on', { 'a.yaml': block({ selector: 'all()' }) }, 'notice'],
  ])('decides how bad it is that nodes are selected: %s', (_, files, severity) => {
    const hosts = found(files).filter((text) => text.includes('host-endpoints'));
    expect(hosts.map((text) => text.split(' ')[0])).toEqual([severity]);
  });

  it.each([
    '!has(projectcalico.org/namespace)',
    "projectcalico.org/namespace not in {'a'} && !has(projectcalico.org/namespace)",
  ])('is of no interest to a block that is for nodes alone: %s', (selector) => {
    expect(found({ 'a.yaml': block({ selector: `"${selector}"` }) })).toEqual([]);
  });

  it.each([
    "projectcalico.org/namespace not in {'a'}",
    "projectcalico.org/namespace == 'a' || !has(projectcalico.org/namespace)",
  ])('is of interest to a block for pods and nodes: %s', (selector) => {
    expect(found({ 'a.yaml': block({ selector: `"${selector}"` }) })).toHaveLength(1);
  });

  it.each(['namespaceSelector: all()', 'serviceAccountSelector: all()', 'applyOnForward: true'])(
    'is of no interest to nodes with %s',
    (line) => {
      const text = block({ selector: 'all()' }).replace('  types', `  ${line}\n  types`);
      expect(found({ 'a.yaml': text })).toEqual([]);
    },
  );
});

describe('whether a block has its name for itself', () => {
  const other = block({ feed: "feed == 'other'" });
  const message = (kind: string, file: string) =>
    `block-policy/duplicate-name metadata.name = "security.block": is also the name of another ${kind} (${file}), and the one that is applied last replaces the other; rename one of them, or put them into different folders`;

  it.each<[string, Files, string[]]>([
    [
      'two in one folder',
      { 'a.yaml': block(), 'b.yaml': other },
      [
        `warning a.yaml ${message('GlobalNetworkPolicy', 'b.yaml')}`,
        `warning b.yaml ${message('GlobalNetworkPolicy', 'a.yaml')}`,
      ],
    ],
    [
      'a block and another policy',
      { 'a.yaml': block(), 'b.yaml': passing().replace('security.pass', 'security.block') },
      [`warning a.yaml ${message('GlobalNetworkPolicy', 'b.yaml')}`],
    ],
    ['two folders', { 'x/a.yaml': block(), 'y/b.yaml': other }, []],
    ['two kinds', { 'a.yaml': block(), 'b.yaml': block({ kind: 'StagedGlobalNetworkPolicy' }) }, []],
    ['two copies', { 'a.yaml': block(), 'b.yaml': block() }, []],
    ['two names', { 'a.yaml': block(), 'b.yaml': block({ name: 'security.other', feed: "feed == 'other'" }) }, []],
    ['two policies that are no blocks', { 'a.yaml': passing(), 'b.yaml': passing(false, 'Ingress') }, []],
  ])('is asked: %s', (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});
