import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { ClusterChoice, type LintResult, lint, placeAndMessage } from '../../src/lint';
import { alertText } from './lint-text';

type Explicit = ConstructorParameters<typeof ClusterChoice>[0];

/** An alert that says what it was made for. */
function alertFor(annotations: Readonly<Record<string, string>>): string {
  const lines = Object.entries(annotations).map(([name, value]) => `    calico-threat-defense/${name}: "${value}"\n`);
  return alertText('severity: 1').replace('metadata:\n', `metadata:\n  annotations:\n${lines.join('')}`);
}

function lintWith(explicit: Explicit, texts: readonly string[], fallback: Explicit = {}): LintResult {
  const sources = texts.map((text, index) => ({ file: `${index}.yaml`, bytes: Buffer.from(text) }));
  return lint(sources, new ClusterChoice(explicit, () => fallback));
}

const { STANDALONE, MANAGEMENT } = CalicoTopology;
const RELEASE = CalicoRelease.parse('3.22');

describe('objects without a release', () => {
  it('are counted, and the first is named with its place', () => {
    const plain = alertText('severity: 0');
    const { withoutRelease, findings, checked } = lintWith({}, [
      alertFor({ release: '3.22' }).replace('network.ssh', 'a'),
      `---\n${plain}---\n${plain.replace('network.ssh', 'b')}`,
      plain,
    ]);
    expect(withoutRelease).toEqual({
      count: 3,
      first: { file: '1.yaml', line: 2, column: 1, object: 'GlobalAlert network.ssh' },
    });
    expect(findings).toEqual([]);
    expect(checked).toMatchObject({ objects: 4, kinds: { GlobalAlert: 4 } });
  });

  it('are none if a release is set, found in an annotation or the fallback', () => {
    const plain = alertText('severity: 1');
    expect(lintWith({ release: RELEASE }, [plain]).withoutRelease).toBeUndefined();
    expect(lintWith({}, [alertFor({ release: '3.22' })]).withoutRelease).toBeUndefined();
    expect(lintWith({}, [plain], { release: RELEASE }).withoutRelease).toBeUndefined();
  });
});

describe('objects that were made for another cluster than the one that is set', () => {
  it.each<[string, Explicit, Readonly<Record<string, string>>, object]>([
    ['the same release', { release: RELEASE }, { release: '3.22' }, {}],
    ['another release', { release: RELEASE }, { release: '3.14' }, { 'Calico Enterprise 3.14.0': 1 }],
    [
      'another topology',
      { release: RELEASE, topology: STANDALONE },
      { release: '3.22', topology: 'management' },
      { 'a management cluster': 1 },
    ],
    ['the same topology', { release: RELEASE, topology: MANAGEMENT }, { topology: 'management' }, {}],
    ['a topology where none is set', { release: RELEASE }, { topology: 'management' }, {}],
    [
      'another release and topology',
      { release: RELEASE, topology: STANDALONE },
      { release: '3.14', topology: 'management' },
      { 'Calico Enterprise 3.14.0': 1 },
    ],
  ])('are counted by its name: %s', (_, explicit, annotations, others) => {
    expect(lintWith(explicit, [alertFor(annotations)]).checked.otherClusters).toEqual(others);
  });

  it('are counted over all files, sorted by name', () => {
    const texts = ['3.22', '3.14', '3.12', '3.14'].map((release) => alertFor({ release }));
    const { otherClusters } = lintWith({ release: RELEASE }, texts).checked;
    expect(Object.entries(otherClusters)).toEqual([
      [CalicoRelease.parse('3.12').displayName, 1],
      ['Calico Enterprise 3.14.0', 2],
    ]);
  });
});

describe('an annotation that is not valid', () => {
  it('is a warning that says what the object was checked for', () => {
    const text = alertFor({ release: 'latest', topology: 'solo' });
    const { findings } = lintWith({}, [text], { release: RELEASE, topology: STANDALONE });
    expect(findings.map((each) => `${each.severity} ${placeAndMessage(each)}`)).toEqual([
      'warning metadata.annotations.calico-threat-defense/release = "latest": is not a valid release, so the object was checked for Calico Enterprise 3.22.1; correct or remove the annotation',
      'warning metadata.annotations.calico-threat-defense/topology = "solo": is not a valid topology, so the object was checked for a standalone cluster; correct or remove the annotation',
    ]);
  });
});

describe('the same choice for another release', () => {
  it('keeps what else is set, and what files fall back to', () => {
    const choice = new ClusterChoice({ release: RELEASE, topology: STANDALONE }, () => ({ topology: MANAGEMENT }));
    const of = (one: ClusterChoice) => one.for('a.yaml', { kind: 'GlobalAlert' }).cluster;
    const release = CalicoRelease.parse('3.14');
    expect(of(choice.withRelease(release))).toEqual({ release, topology: STANDALONE });
    expect(of(choice)).toEqual({ release: RELEASE, topology: STANDALONE });
    const fallback = new ClusterChoice({}, () => ({ release: RELEASE, topology: MANAGEMENT }));
    expect(of(fallback.withRelease(release))).toEqual({ release, topology: MANAGEMENT });
  });
});

describe('the templates of a chart', () => {
  it('are counted, and not checked', () => {
    const lintTemplate = (text: string) =>
      lint([{ file: 'templates/a.yaml', bytes: Buffer.from(text), isChartTemplate: true }], {
        release: RELEASE,
        topology: STANDALONE,
      });
    const wrong = alertText('severity: 0');
    expect(lintTemplate(`${wrong}# {{ x }}\n`)).toMatchObject({ findings: [], checked: { templates: 1, objects: 0 } });
    expect(lintTemplate(wrong)).toMatchObject({
      findings: [{ rule: 'global-alert/severity-range' }],
      checked: { templates: 0, objects: 1 },
    });
  });
});
