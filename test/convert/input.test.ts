import { converted, convertedFiles } from './converting';

const thing = (name: string, spec = 'a: 1') =>
  `apiVersion: v1\nkind: Thing\nmetadata:\n  name: ${name}\nspec:\n  ${spec}\n`;

function messages(files: Readonly<Record<string, string>>): string[] {
  const { problems, notes } = convertedFiles(files);
  return [...problems, ...notes].map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

describe('comments', () => {
  it('are kept above their object, wherever they are in it', () => {
    const text = [
      '# about the file',
      '---',
      '# above the object',
      thing('one', 'a: 1 # at the end of a line\n  # above a field\n  b: "# no comment"\n  c: |\n    # no comment'),
      '---',
      '## two signs',
      thing('two'),
    ].join('\n');
    const { text: program } = converted(text);
    expect(program.match(/^ +\/\/ .*|new ApiObject\(this, '\w+'/gm)).toEqual([
      '    // about the file',
      '    // above the object',
      '    // at the end of a line',
      '    // above a field',
      "new ApiObject(this, 'one'",
      '    // two signs',
      "new ApiObject(this, 'two'",
    ]);
  });

  it('cannot end early and become code', () => {
    const { text, problems } = converted(`# a\u2028process.exit(1)\u0085b\n${thing('one')}`);
    expect(problems.length === 0 ? text : '').not.toMatch(/^ *process/m);
  });

  it('after the last object are reported', () => {
    expect(messages({ 'a.yaml': `${thing('one')}---\n# the end\n` })).toEqual([
      'a.yaml:undefined: comments after the last object of the file were dropped, because they belong to no object: 1',
    ]);
  });
});

describe('files', () => {
  it('with a syntax error are reported, and the others are converted', () => {
    const { problems, counts } = convertedFiles({ 'bad.yaml': 'a: [', 'good.yaml': thing('one') });
    expect([problems, counts.objects]).toEqual([
      [{ file: 'bad.yaml', line: 1, message: expect.stringMatching(/^is not valid YAML: /) }],
      1,
    ]);
  });

  it('may have carriage returns, anchors, block scalars and lists', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- apiVersion: v1',
      '  kind: Thing',
      '  metadata: { name: one, labels: &labels { app: x } }',
      '  spec:',
      '    selector: *labels',
      '    text: |',
      '      two',
      '        lines',
      '- apiVersion: v1',
      '  kind: Thing',
      '  metadata: { name: two, labels: *labels }',
    ].join('\r\n');
    const { text: program, problems, counts } = converted(text);
    expect([problems, counts.objects]).toEqual([[], 2]);
    expect(program).toContain("spec: { selector: { app: 'x' }, text: 'two\\n  lines\\n' },");
  });

  it.each([
    [
      'that are no objects are skipped',
      { 'values.yaml': 'a: 1', 'a.yaml': thing('one') },
      ['values.yaml:1: is not a Kubernetes object, and was skipped'],
    ],
    [
      'with the same object twice create it once',
      { 'a.yaml': thing('one'), 'b.yaml': thing('one') },
      ['b.yaml:1: Thing one is the same object as in a.yaml:1, and is created once'],
    ],
    [
      'with two objects of one name keep the first',
      { 'a.yaml': thing('one'), 'b.yaml': thing('one', 'a: 2') },
      [
        'b.yaml:1: Thing one has the same name as the object in a.yaml:1, but different content, and a chart can have only one of them; convert the files one by one',
      ],
    ],
    [
      'with inexact numbers keep the other objects',
      { 'a.yaml': thing('one', 'a: 9007199254740993'), 'b.yaml': thing('two') },
      [
        'a.yaml:1: Thing one: a number is beyond 9007199254740991, so JavaScript does not know it exactly; quote it if it is a string',
      ],
    ],
    [
      'with an apiVersion that cdk8s rejects keep the other objects',
      { 'a.yaml': thing('one').replace('v1', 'a/b/c'), 'b.yaml': thing('two') },
      ['a.yaml:1: Thing one: the apiVersion is not GROUP/VERSION, and cdk8s creates no such object'],
    ],
    [
      'with null report that it is the same as no value',
      { 'a.yaml': thing('one', 'a: null\n  b: 1') },
      ['a.yaml:1: Thing one: spec.a: null → missing (null is the same as no value)'],
    ],
  ])('%s', (_, files, expected) => {
    expect(messages(files as Record<string, string>)).toEqual(expected);
    expect(convertedFiles(files as Record<string, string>).counts.objects).toBe(1);
  });

  it('with 1,000 objects are converted', () => {
    const text = Array.from({ length: 1_000 }, (_, index) => thing(`thing-${index}`)).join('---\n');
    const { counts, problems } = converted(text);
    expect([counts.objects, problems]).toEqual([1_000, []]);
  }, 60_000);
});

describe('objects', () => {
  it('whose names the API server chooses are created without one', () => {
    const text = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: job-\nspec: {}\n';
    const { text: program, problems, yaml } = converted(`${text}---\n${text}`);
    expect([problems, yaml.match(/generateName: job-/g)?.length, yaml.match(/ name:/g)]).toEqual([[], 2, null]);
    expect(program).toContain("JsonPatch.remove('/metadata/name')");
  });

  it.each([
    ['labels that are not strings', 'apiVersion: v1\nkind: Thing\nmetadata:\n  name: one\n  labels: { a: 1 }\n'],
    ['a key that cdk8s mistakes for a class', thing('one', 'constructor: x')],
    ...['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((name): [string, string] => [
      `the name ${name}`,
      thing(name),
    ]),
    ['no metadata', 'apiVersion: v1\nkind: Thing\n'],
    ['empty metadata', 'apiVersion: v1\nkind: Thing\nmetadata:\nspec: {}\n'],
    ['a name that is a number', thing('5')],
    ['a key that is not a name', thing('one').replace('spec', '"my-key"')],
  ])('with %s are created', (_, text) => {
    const { problems, counts } = converted(text);
    expect([problems, counts.objects]).toEqual([[], 1]);
  });

  it('have IDs of their own', () => {
    const named = (kind: string, namespace: string) =>
      `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: a/b\n  namespace: ${namespace}\n`;
    const { text } = converted(
      [named('Pod', 'x'), named('Pod', 'y'), named('ConfigMap', 'x'), named('Pod', 'z'), named('Secret', 'x')].join(
        '---\n',
      ),
    );
    expect(text.match(/(?<=this, ')[^']+/g)).toEqual(['a-b', 'pod-a-b', 'config-map-a-b', 'pod-z-a-b', 'secret-a-b']);
  });

  it('that kubectl could not read are left out', () => {
    const { problems } = converted(thing('one', 'a: "\\u2028"'));
    expect(problems).toEqual([
      {
        file: 'objects.yaml',
        line: 1,
        message: expect.stringMatching(/^Thing one cannot be created by cdk8s, and was omitted: /),
      },
    ]);
  });
});
