import { FindingSeverity } from '../../src/base';
import { UpgradeTime, UpgradeVerdict } from '../../src/kind';
import { changedOnly, type ObjectResult, UPGRADE_REPORTERS, type UpgradeResult } from '../../src/upgrade';

const { BEFORE, AFTER } = UpgradeTime;
const { REFUSED, DELETED, CHANGED, FINE } = UpgradeVerdict;
const { ERROR, WARNING } = FindingSeverity;

const NO_COUNTS = { refused: 0, deleted: 0, ignored: 0, changed: 0, fine: 0 };
const NOTHING = { cluster: '', findings: [], lost: [], tasks: [] };

const DETECTOR: ObjectResult = {
  ...NOTHING,
  file: 'dga.yaml',
  index: 0,
  line: 3,
  object: 'GlobalAlert dga',
  verdict: DELETED,
  findings: [
    { verdict: DELETED, rule: 'detector-alert/removed', severity: ERROR, path: '', message: 'has no successor' },
  ],
  lost: ['DGA: nothing replaces it'],
  tasks: [{ what: 'delete', when: BEFORE, message: 'remove it', command: 'kubectl delete dga' }],
};
const POLICY: ObjectResult = {
  ...NOTHING,
  file: 'policy.yaml',
  index: 1,
  line: 12,
  object: 'NetworkPolicy a/b',
  cluster: 'acme',
  verdict: CHANGED,
  findings: [
    { verdict: CHANGED, severity: WARNING, path: 'spec.tier', message: 'has another name' },
    { verdict: FINE, severity: WARNING, path: 'spec', message: 'still works' },
    { verdict: REFUSED, rule: 'no/rule', severity: ERROR, path: '', message: 'is refused' },
  ],
  tasks: [
    { what: 'edit', when: AFTER, message: 'rename it', diff: '-a: ```b````\n+a: c\n\n' },
    { what: 'review', when: AFTER, message: 'look at it' },
  ],
};
const OTHER: ObjectResult = {
  ...NOTHING,
  file: 'fine.yaml',
  index: 0,
  line: 1,
  object: 'GlobalAlert c',
  verdict: FINE,
};

const RESULT: UpgradeResult = {
  to: '3.24.0-1.0',
  steps: [
    { from: '3.17.0', to: '3.18.0-2.0', objects: [DETECTOR, OTHER, { ...POLICY, verdict: FINE, tasks: [] }] },
    { from: '3.18.0-2.0', to: '3.23.0-2.0', objects: [OTHER, POLICY] },
    { from: '3.23.0-2.0', to: '3.24.0-1.0', objects: [OTHER] },
  ],
  summary: { ...NO_COUNTS, deleted: 1, changed: 1, fine: 1 },
  clusters: [
    { cluster: '', from: '3.17.0', summary: { ...NO_COUNTS, deleted: 1, changed: 1 } },
    { cluster: 'acme', from: '3.18.0-2.0', summary: { ...NO_COUNTS, fine: 1 } },
  ],
  problems: [{ file: 'bad.yaml', line: 2, column: 5, rule: 'yaml/syntax', message: 'is not YAML' }],
  skipped: 3,
  skippedKinds: { ConfigMap: 2, Secret: 1 },
  files: 4,
};

/** One cluster, and nothing else. */
const ALONE: UpgradeResult = {
  ...RESULT,
  steps: [{ from: '3.23.0-2.0', to: '3.24.0-1.0', objects: [{ ...POLICY, tasks: [] }] }],
  summary: { ...NO_COUNTS, changed: 1 },
  clusters: [{ cluster: 'acme', from: '3.23.0-2.0', summary: { ...NO_COUNTS, changed: 1 } }],
  problems: [],
  skipped: 0,
  skippedKinds: {},
  files: 1,
};

interface Sarif {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number; readonly startColumn: number };
      };
    },
  ];
}

const report = (format: string, result = RESULT) => UPGRADE_REPORTERS[format]?.(result, '1.2.3') ?? '';

describe('the reports of an upgrade', () => {
  it('are text', () => {
    expect(report('text')).toMatchInlineSnapshot(`
      "3.17.0 → 3.18.0-2.0: 1 deleted
        dga.yaml:3 GlobalAlert dga: deleted
          has no successor [detector-alert/removed]
          detection lost: DGA: nothing replaces it
          before the upgrade: remove it
            $ kubectl delete dga

      3.18.0-2.0 → 3.23.0-2.0: 1 changed
        policy.yaml:12 NetworkPolicy a/b: changed
          spec.tier: has another name
          spec: still works
          is refused [no/rule]
          after the upgrade: rename it
            -a: \`\`\`b\`\`\`\`
            +a: c
          after the upgrade: look at it

      3.23.0-2.0 → 3.24.0-1.0: nothing changes

      fine:
        fine.yaml:1 GlobalAlert c

      clusters:
        (not known), from 3.17.0: 1 deleted, 1 changed, 0 fine
        acme, from 3.18.0-2.0: nothing changes, 1 fine

      To 3.24.0-1.0: 1 deleted, 1 changed, 1 fine (4 files; skipped: 3 other objects (2 ConfigMap, 1 Secret))
      "
    `);
    expect(report('text', ALONE)).toMatchInlineSnapshot(`
      "3.23.0-2.0 → 3.24.0-1.0: 1 changed
        policy.yaml:12 NetworkPolicy a/b: changed
          spec.tier: has another name
          spec: still works
          is refused [no/rule]

      To 3.24.0-1.0: 1 changed, 0 fine (1 file)
      "
    `);
  });

  it('are Markdown, with a fence that is longer than those in a diff', () => {
    expect(report('markdown')).toMatchInlineSnapshot(`
      "# Upgrade to 3.24.0-1.0

      1 deleted, 1 changed, 1 fine (4 files; skipped: 3 other objects (2 ConfigMap, 1 Secret)).

      | cluster | from | refused | deleted | ignored | changed | fine |
      | --- | --- | --- | --- | --- | --- | --- |
      | not known | 3.17.0 | 0 | 1 | 0 | 1 | 0 |
      | acme | 3.18.0-2.0 | 0 | 0 | 0 | 0 | 1 |

      ## 3.17.0 → 3.18.0-2.0

      1 deleted.

      | object | verdict | why |
      | --- | --- | --- |
      | GlobalAlert dga<br>dga.yaml | deleted | has no successor [detector-alert/removed](https://github.com/cdk8s-calico-threat-defense/cdk8s-calico-threat-defense/blob/main/docs/rules.md#detector-alertremoved)<br>Detection lost: DGA: nothing replaces it |

      ### GlobalAlert dga

      - Before the upgrade: remove it.

      \`\`\`sh
      kubectl delete dga
      \`\`\`

      ## 3.18.0-2.0 → 3.23.0-2.0

      1 changed.

      | object | verdict | why |
      | --- | --- | --- |
      | NetworkPolicy a/b<br>policy.yaml | changed | spec.tier: has another name<br>spec: still works<br>is refused |

      ### NetworkPolicy a/b

      - After the upgrade: rename it.

      \`\`\`\`\`diff
      -a: \`\`\`b\`\`\`\`
      +a: c
      \`\`\`\`\`

      - After the upgrade: look at it.

      ## 3.23.0-2.0 → 3.24.0-1.0

      Nothing changes.
      "
    `);
    expect(report('markdown', ALONE)).toMatchInlineSnapshot(`
      "# Upgrade to 3.24.0-1.0

      1 changed, 0 fine (1 file).

      ## 3.23.0-2.0 → 3.24.0-1.0

      1 changed.

      | object | verdict | why |
      | --- | --- | --- |
      | NetworkPolicy a/b<br>policy.yaml | changed | spec.tier: has another name<br>spec: still works<br>is refused |
      "
    `);
  });

  it('are annotations of GitHub, without what is fine', () => {
    expect(report('github')).toMatchInlineSnapshot(`
      "::error file=dga.yaml,line=3,col=1,title=detector-alert/removed::GlobalAlert dga: deleted by 3.18.0-2.0: has no successor; before the upgrade: remove it
      ::warning file=policy.yaml,line=12,col=1,title=upgrade/changed::NetworkPolicy a/b: spec.tier: changed by 3.18.0-2.0: has another name
      ::error file=policy.yaml,line=12,col=1,title=no/rule::NetworkPolicy a/b: refused by 3.18.0-2.0: is refused
      ::warning file=policy.yaml,line=12,col=1,title=upgrade/changed::NetworkPolicy a/b: spec.tier: changed by 3.23.0-2.0: has another name; after the upgrade: rename it; after the upgrade: look at it
      ::error file=policy.yaml,line=12,col=1,title=no/rule::NetworkPolicy a/b: refused by 3.23.0-2.0: is refused; after the upgrade: rename it; after the upgrade: look at it
      ::error file=bad.yaml,line=2,col=5,title=yaml/syntax::is not YAML
      "
    `);
  });

  it('are SARIF, at the same places', () => {
    const [run] = JSON.parse(report('sarif')).runs;
    const results = run.results.map(({ ruleId, level, message, locations: [{ physicalLocation: place }] }: Sarif) =>
      [ruleId, level, place.artifactLocation.uri, place.region.startLine, place.region.startColumn, message.text].join(
        ' ',
      ),
    );
    expect([run.tool.driver.version, ...results]).toMatchInlineSnapshot(`
      [
        "1.2.3",
        "detector-alert/removed error dga.yaml 3 1 GlobalAlert dga: deleted by 3.18.0-2.0: has no successor; before the upgrade: remove it",
        "upgrade/changed warning policy.yaml 12 1 NetworkPolicy a/b: spec.tier: changed by 3.18.0-2.0: has another name",
        "no/rule error policy.yaml 12 1 NetworkPolicy a/b: refused by 3.18.0-2.0: is refused",
        "upgrade/changed warning policy.yaml 12 1 NetworkPolicy a/b: spec.tier: changed by 3.23.0-2.0: has another name; after the upgrade: rename it; after the upgrade: look at it",
        "no/rule error policy.yaml 12 1 NetworkPolicy a/b: refused by 3.23.0-2.0: is refused; after the upgrade: rename it; after the upgrade: look at it",
        "yaml/syntax error bad.yaml 2 5 is not YAML",
      ]
    `);
  });

  it('are JSON, with these keys in this order', () => {
    const steps = RESULT.steps.map(({ from, to, objects }) => ({
      from,
      to,
      objects: objects.map(({ file, line, object, cluster, verdict, findings, lost, tasks }) => {
        return { file, line, object, cluster, verdict, findings, lost, do: tasks };
      }),
    }));
    const { summary, clusters, problems, skipped, skippedKinds, files } = RESULT;
    const contract = { steps, summary, clusters, problems, checked: { files, skipped, skippedKinds } };
    expect(report('json')).toBe(`${JSON.stringify(contract, undefined, 2)}\n`);
  });

  it('omit what is fine, and steps in which all is, if only changes are asked for', () => {
    const { steps, ...others } = changedOnly(RESULT);
    expect(steps).toEqual([
      { from: '3.17.0', to: '3.18.0-2.0', objects: [DETECTOR] },
      { from: '3.18.0-2.0', to: '3.23.0-2.0', objects: [POLICY] },
    ]);
    expect({ ...others, steps: RESULT.steps }).toEqual(RESULT);
  });
});
