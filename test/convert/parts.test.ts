import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Manifest } from '../../src/base';
import { type Converted, convertReport, convertSummary, requireNewFolder, writeProject } from '../../src/convert';
import { ConstructIds } from '../../src/convert/construct-ids';
import { className, freeName, propName } from '../../src/convert/placeholders/identifiers';
import type { Placeholder } from '../../src/convert/placeholders/placeholder';
import { widthOf } from '../../src/convert/printing/layout';
import { pythonName } from '../../src/convert/printing/python-names';
import { escaped, escapedUnits, piecesOf, quoteFor } from '../../src/convert/printing/spelling';
import { messageOf } from '../support';

describe('what convert says about a program', () => {
  const SUBJECT = 'calico-threat-defense convert';
  const converted = (differences: object = {}): Converted => ({
    text: '',
    yaml: '',
    warnings: '',
    problems: [],
    notes: [],
    counts: { objects: 2, constructs: 1, differences: 0 },
    ...differences,
  });
  const program = (placeholders: number, release = '3.22') =>
    ({ cluster: { release }, placeholders: Array(placeholders).fill({}) }) as never;

  it('is each problem and note with its place, and what the program prints', () => {
    const said = {
      problems: [{ file: 'a.yaml', line: 3, message: 'is wrong' }],
      notes: [
        { file: 'b.yaml', message: 'is\nodd' },
        { file: '', message: 'is general' },
      ],
      warnings: 'one\n  two\u001b\n',
    };
    expect(convertReport(converted(said), false)).toEqual([
      `${SUBJECT}: a.yaml:3: is wrong`,
      `${SUBJECT}: b.yaml: is\\u000aodd`,
      `${SUBJECT}: is general`,
      'The program prints when it is run:',
      'one',
      '  two\\u001b',
    ]);
  });

  it('is the release, if nothing but the objects says it', () => {
    const release = `${SUBJECT}: the program is for release 3.22, since neither --calico-release nor CALICO_RELEASE is set`;
    expect(convertReport(converted({ program: program(0) }), true)).toEqual([release]);
    expect(convertReport(converted({ program: program(0) }), false)).toEqual([]);
    expect(convertReport(converted(), true)).toEqual([]);
    expect(convertReport(converted({ program: { placeholders: [] } }), true)).toEqual([]);
  });

  it.each<[object, string]>([
    [
      {},
      'the program creates 2 objects, with 1 construct of this library; 0 placeholders, 0 differences that change nothing',
    ],
    [
      { counts: { objects: 1, constructs: 0, differences: 1 }, program: program(1) },
      'the program creates 1 object, none of them by constructs of this library; 1 placeholder, 1 difference that changes nothing',
    ],
    [
      { counts: { objects: 3, constructs: 2, differences: 2 }, program: program(2) },
      'the program creates 3 objects, with 2 constructs of this library; 2 placeholders, 2 differences that change nothing',
    ],
  ])('is in one sentence: %#', (differences, sentence) => {
    expect(convertSummary(converted(differences))).toBe(sentence);
  });
});

describe('the name of a prop', () => {
  it.each([
    ['CLUSTERNAME', 'clusterName'],
    ['CLUSTER_NAME', 'clusterName'],
    ['clusterName', 'clusterName'],
    ['cluster-name', 'clusterName'],
    ['MYCLUSTER', 'mycluster'],
    ['CLUSTERX', 'clusterx'],
    ['IPURL', 'ipUrl'],
    ['namespacename', 'namespaceName'],
    ['2nd', 'value2nd'],
    ['__', 'value'],
    ['é', 'value'],
    ['a1B2', 'a1B2'],
  ])('is made of the placeholder %s', (placeholder, name) => {
    expect(propName(placeholder)).toBe(name);
  });

  it.each([
    ['free', [], 'free'],
    ['free', ['free'], 'free2'],
    ['free', ['free', 'free2'], 'free3'],
    ['class', [], 'classValue'],
    ['None', [], 'NoneValue'],
    ['namespace', ['namespaceValue'], 'namespaceValue2'],
    ['toString', [], 'toStringValue'],
  ])('is not one that is taken or reserved: %s, %j', (wanted, taken: readonly string[], name) => {
    expect(freeName(wanted, (each) => taken.includes(each))).toBe(name);
  });

  it.each([
    ['cluster-alerts', 'ClusterAlerts'],
    ['a.b_c', 'ABC'],
    ['1a', 'Converted1a'],
    ['', 'Converted'],
    ['--x', 'X'],
  ])('is that of a class: %s', (text, name) => {
    expect(className(text)).toBe(name);
  });

  it.each([
    ['aggregateBy', 'aggregate_by'],
    ['imageURL', 'image_url'],
    ['imageURLPath', 'image_url_path'],
    ['port80Range', 'port80_range'],
    ['is', 'is_'],
    ['None', 'none'],
    ['from', 'from_'],
    ['name', 'name'],
  ])('in Python is %s', (name, python) => {
    expect(pythonName(name)).toBe(python);
  });
});

describe('the ID of a construct', () => {
  const object = (kind: string, name: string, namespace?: string): Manifest => ({
    kind,
    metadata: { name, namespace },
  });

  it('is the name of the object, with kind, namespace and number as far as they are needed', () => {
    const ids = new ConstructIds([]);
    const all = [
      object('GlobalAlert', 'a'),
      object('GlobalAlert', 'a'),
      object('NetworkPolicy', 'a', 'shop'),
      object('NetworkPolicy', 'a', 'shop'),
      object('NetworkPolicy', 'a', 'shop'),
      object('NetworkPolicy', 'a', 'shop'),
      object('GlobalAlert', 'constructor'),
      object('GlobalAlert', 'a/b c.d_e-f'),
      object('GlobalAlert', ''),
      { kind: 'Pod', metadata: { generateName: 'job-' } },
    ];
    expect(all.map((each) => ids.idFor(each))).toEqual([
      'a',
      'global-alert-a',
      'network-policy-a',
      'network-policy-shop-a',
      'network-policy-shop-a-2',
      'network-policy-shop-a-3',
      'global-alert-constructor',
      'a-b-c.d_e-f',
      'global-alert',
      'job-',
    ]);
  });

  it('has the names of props in place of their examples', () => {
    const placeholder = { example: 'x9x', prop: 'clusterName' } as unknown as Placeholder;
    expect(new ConstructIds([placeholder]).idFor(object('GlobalAlert', 'ssh-x9x.x9x'))).toBe(
      'ssh-cluster-name.cluster-name',
    );
  });
});

describe('strings in programs', () => {
  const [a, b] = ['1a1', '2b2'].map((example) => ({ example, type: 'string' }) as Placeholder) as [
    Placeholder,
    Placeholder,
  ];
  const number = { example: 3, type: 'number' } as Placeholder;

  it.each<[string, unknown[]]>([
    ['', ['']],
    ['x', ['x']],
    ['1a1', [a]],
    ['x1a1', ['x', a]],
    ['1a1x', [a, 'x']],
    ['2b2-1a1-2b2', [b, '-', a, '-', b]],
    ['x3', ['x3']],
  ])('have props in place of their examples: %j', (text, pieces) => {
    expect(piecesOf(text, [a, b, number])).toEqual(pieces);
  });

  it.each([
    ['a', "'", 'a'],
    ["a'b\\", "'", "a\\'b\\\\"],
    ["a'b", '"', "a'b"],
    ['a"b', '"', 'a\\"b'],
    ['\n\r\t', "'", '\\n\\r\\t'],
    ['\u0000\u200b\u2028', "'", '\\u0000\\u200b\\u2028'],
    ['😀', "'", '😀'],
    ['\u{e0001}', "'", '\\udb40\\udc01'],
    ['\ud800', "'", '\\ud800'],
  ])('are escaped: %j', (text, quote, code) => {
    expect(escaped(text, quote, escapedUnits)).toBe(code);
  });

  it('are read by JavaScript as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quote = quoteFor(text, "'", '"');
        const code = `${quote}${escaped(text, quote, escapedUnits)}${quote}`;
        expect(new Function(`return ${code};`)()).toBe(text);
      }),
    );
  });

  it.each([
    ['', "'"],
    ["'", '"'],
    ['\'"', "'"],
    ["''\"", '"'],
    ['\'""', "'"],
  ])('are in the quotes that need fewer escapes: %j', (text, quote) => {
    expect(quoteFor(text, "'", '"')).toBe(quote);
  });

  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['😀', 2],
  ])('have a width: %j', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('the folder of a project', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convert-parts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('must be new or empty', () => {
    const problemOf = (name: string) =>
      messageOf(() => requireNewFolder('convert', join(folder, name))).replaceAll(folder, '/x');
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'a'), '');
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['new', 'empty']) {
      expect(() => requireNewFolder('convert', join(folder, name))).not.toThrow();
    }
    expect(['full', 'file', 'no/new'].map(problemOf)).toEqual([
      'convert: 1 problem\n  --out = "/x/full": has files, such as a, and the command never overwrites files; name a new or an empty folder [convert/project-folder]',
      'convert: 1 problem\n  --out = "/x/file": is not a folder; name a new or an empty one [convert/project-folder]',
      'convert: 1 problem\n  --out = "/x/no/new": cannot be created, because /x/no does not exist; create that folder first [convert/project-folder]',
    ]);
  });

  it('has all files, or none', () => {
    const target = join(folder, 'project');
    writeProject(target, { 'a.txt': 'one', 'deep/b.txt': 'two' });
    expect(readFileSync(join(target, 'deep', 'b.txt'), 'utf8')).toBe('two');
    expect(readdirSync(target).sort()).toEqual(['a.txt', 'deep']);
    expect(() => writeProject(target, { 'c.txt': 'three' })).toThrow('ENOTEMPTY');
    expect(readdirSync(target).sort()).toEqual(['a.txt', 'deep']);
    const other = join(folder, 'other');
    mkdirSync(other);
    expect(() => writeProject(other, { x: 'a file', 'x/y': 'below a file' })).toThrow('EEXIST');
    expect(readdirSync(other)).toEqual([]);
    writeProject(other, { x: 'a file' });
    expect(existsSync(join(other, 'x'))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['other', 'project']);
  });
});
