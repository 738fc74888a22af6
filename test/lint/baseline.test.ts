import { resolve } from 'node:path';
import { FindingSeverity } from '../../src/base';
import { Baseline, type LintFinding, type LintResult, onlyErrors, withLevels } from '../../src/lint';

const CHECKED = {
  files: 1,
  documents: 1,
  objects: 1,
  skipped: 0,
  kinds: {},
  skippedKinds: {},
  templates: 0,
  patches: 0,
  otherClusters: {},
};

const FILE = '/project/ci/baseline.json';

function finding(differences: Partial<LintFinding> = {}): LintFinding {
  return {
    file: '/project/a.yaml',
    line: 1,
    column: 1,
    object: 'GlobalAlert a',
    rule: 'r',
    severity: FindingSeverity.ERROR,
    path: 'spec.severity',
    message: 'is wrong',
    ...differences,
  };
}

function resultOf(...findings: readonly LintFinding[]): LintResult {
  return { findings, checked: CHECKED, crashes: [] };
}

function baselineOf(...findings: readonly LintFinding[]): Baseline {
  const baseline = Baseline.parse(FILE, Baseline.of(FILE, findings).text);
  if (baseline === undefined) {
    throw new Error('the text of a baseline must be one');
  }
  return baseline;
}

describe('the text of a baseline', () => {
  const entry = { file: '../a.yaml', object: 'GlobalAlert a', rule: 'r', path: 'spec.severity', count: 1 };
  const entriesOf = (...findings: readonly LintFinding[]) => JSON.parse(Baseline.of(FILE, findings).text);

  it('counts equal findings, wherever their lines are, and names files from its own folder', () => {
    expect(entriesOf(finding(), finding({ line: 7, column: 3, message: 'is other' }))).toEqual({
      version: 1,
      findings: [{ ...entry, count: 2 }],
    });
    expect(entriesOf(finding({ file: '/project/ci/x/y.yaml' })).findings).toEqual([{ ...entry, file: 'x/y.yaml' }]);
  });

  it.each<[string, Partial<LintFinding>, object]>([
    ['file', { file: '/project/b.yaml' }, { file: '../b.yaml' }],
    ['object', { object: 'Tier z' }, { object: 'Tier z' }],
    ['rule', { rule: 's' }, { rule: 's' }],
    ['path', { path: 'spec.x' }, { path: 'spec.x' }],
  ])('has an entry of its own for another %s', (_, differences, names) => {
    expect(entriesOf(finding(differences), finding()).findings).toEqual([entry, { ...entry, ...names }]);
  });

  it('does not depend on the order of the findings', () => {
    const findings = ['c', 'a', 'd', 'b'].map((rule) => finding({ rule }));
    expect(entriesOf(...findings).findings.map(({ rule }: LintFinding) => rule)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a baseline', () => {
  it('leaves out as many findings of a field as it has, and counts them', () => {
    const baseline = baselineOf(finding(), finding());
    const left = baseline.leftOut(resultOf(finding(), finding({ line: 2 }), finding({ line: 3 })));
    expect(left.findings.map(({ line }) => line)).toEqual([3]);
    expect(left.omitted).toEqual({ baseline: 2 });
    // Nothing is remembered from one result to the next.
    expect(baseline.leftOut(resultOf(finding())).findings).toEqual([]);
  });

  it.each<[string, Partial<LintFinding>]>([
    ['file', { file: '/project/b.yaml' }],
    ['object', { object: 'GlobalAlert b' }],
    ['rule', { rule: 's' }],
    ['path', { path: 'spec.query' }],
  ])('does not leave out findings about another %s', (_, differences) => {
    const other = resultOf(finding(differences));
    expect(baselineOf(finding()).leftOut(other)).toEqual({ ...other, omitted: { baseline: 0 } });
  });

  it('counts its findings that are none of a result any more, in files that were read', () => {
    const other = finding({ file: '/project/ci/b.yaml' });
    const baseline = baselineOf(finding(), finding(), finding({ rule: 's' }), other);
    const stale = (...findings: readonly LintFinding[]) => baseline.stale(resultOf(...findings), () => true);
    expect(stale()).toBe(4);
    expect(stale(finding(), other)).toBe(2);
    expect(stale(finding(), finding(), finding(), other, finding({ rule: 't' }))).toBe(1);
    const seen: string[] = [];
    const inView = (file: string) => {
      seen.push(file);
      return file === '/project/a.yaml';
    };
    expect(baseline.stale(resultOf(finding()), inView)).toBe(2);
    expect([...new Set(seen)].sort()).toEqual(['/project/a.yaml', '/project/ci/b.yaml']);
  });

  it('keeps what else the result says', () => {
    const result = { ...resultOf(finding()), omitted: { quiet: 3 } };
    expect(baselineOf(finding()).leftOut(result)).toEqual({
      ...result,
      findings: [],
      omitted: { quiet: 3, baseline: 1 },
    });
  });

  it('means files relative to its own folder, not to the current one', () => {
    const text = JSON.stringify({
      version: 1,
      findings: [{ file: 'x/a.yaml', object: '', rule: 'r', path: '', count: 1 }],
    });
    const own = finding({ file: resolve('sub', 'x', 'a.yaml'), object: '', path: '' });
    expect(Baseline.parse('sub/baseline.json', text)?.leftOut(resultOf(own)).findings).toEqual([]);
    expect(Baseline.parse('baseline.json', text)?.leftOut(resultOf(own)).findings).toEqual([own]);
  });

  const entry = { file: 'a', object: 'b', rule: 'c', path: 'd', count: 1 };
  it.each<[string, unknown]>([
    ['no object', []],
    ['null', null],
    ['a string', 'version'],
    ['no version', { findings: [] }],
    ['another version', { version: 2, findings: [] }],
    ['no findings', { version: 1 }],
    ['findings that are not a list', { version: 1, findings: { every: 1 } }],
    ['a finding that is not an object', { version: 1, findings: [entry, null] }],
    ...['file', 'object', 'rule', 'path', 'count'].flatMap((key): [string, unknown][] => [
      [`a finding without ${key}`, { version: 1, findings: [entry, { ...entry, [key]: undefined }] }],
      [`a ${key} of another type`, { version: 1, findings: [{ ...entry, [key]: [1] }, entry] }],
    ]),
    ['a count that is not whole', { version: 1, findings: [{ ...entry, count: 0.5 }] }],
  ])('is not one with %s', (_, data) => {
    expect(Baseline.parse(FILE, JSON.stringify(data))).toBeUndefined();
  });

  it('is not one if it is not JSON', () => {
    expect(Baseline.parse(FILE, '')).toBeUndefined();
  });

  it('may be empty', () => {
    const text = JSON.stringify({ version: 1, findings: [] }, undefined, 2);
    expect(Baseline.parse(FILE, text)?.text.trim()).toBe(text);
  });
});

describe('adjustments of a result', () => {
  const [error, warning, notice] = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.NOTICE].map(
    (severity) => finding({ severity, rule: severity }),
  ) as [LintFinding, LintFinding, LintFinding];
  const all = { ...resultOf(error, warning, notice), omitted: { baseline: 4 } };

  it('keep only errors, and count the others', () => {
    expect(onlyErrors(all)).toEqual({ ...all, findings: [error], omitted: { baseline: 4, quiet: 2 } });
  });

  it('turn rules off, or give them another severity, by the file', () => {
    const levels: Readonly<Record<string, FindingSeverity | 'off'>> = {
      [error.rule]: 'off',
      [warning.rule]: FindingSeverity.ERROR,
    };
    const changed = withLevels(all, (file, rule) => (file === error.file ? levels[rule] : undefined));
    expect(changed).toEqual({ ...all, findings: [{ ...warning, severity: FindingSeverity.ERROR }, notice] });
    expect(withLevels(all, () => undefined)).toEqual(all);
  });
});
