import { ChangeKind } from '../../src/verify/live/change';
import { combined, failed, ok, StepOutcome, skipped, unknown } from '../../src/verify/live/step';
import { allPassed, anyUnknown, stepLines, summaryLines, verifyJson } from '../../src/verify/live/verify-report';
import { objectOf } from './fake-walk';

const { OK, FAILED, UNKNOWN, SKIPPED } = StepOutcome;
const steps = (...outcomes: readonly StepOutcome[]) =>
  outcomes.map((outcome, index) => ({ step: `step-${index + 1}`, outcome, details: ['one', 'two'] }));

const JOB = { namespace: 'dev', name: 'scan\u001b-1' };
const CHANGES = [
  {
    kind: ChangeKind.APPLIED,
    object: objectOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'dev' } }),
  },
  { kind: ChangeKind.JOB_CREATED, job: JOB, keptFor: undefined },
  { kind: ChangeKind.JOB_CREATED, job: JOB, keptFor: 3_600_000 },
  { kind: ChangeKind.JOB_REQUESTED, job: JOB },
  { kind: ChangeKind.COMMAND_RUNNING, pod: { namespace: 'dev', name: 'netshoot' }, program: 'nmap' },
] as const;
const CHANGE_LINES = [
  'applied Service dev/web',
  'created Job dev/scan -1',
  'created Job dev/scan -1; it is removed 60 minutes after it ends',
  'Job dev/scan -1 may have been created',
  'nmap in Pod dev/netshoot may still be running',
];

describe('the lines of a step', () => {
  it.each<[StepOutcome, string[], string]>([
    [OK, [], 'ok scan'],
    [FAILED, ['one'], 'FAILED scan: one'],
    [UNKNOWN, ['one', 'two', 'three'], 'UNKNOWN scan: one\n  two\n  three'],
    [SKIPPED, ['one', '\u001b[2Jtwo'], 'skipped scan: one\n  \\u001b[2Jtwo'],
  ])('begin with its outcome: %s', (outcome, details, text) => {
    expect(stepLines({ step: 'scan', outcome, details })).toBe(text);
  });
});

describe('the end of a report', () => {
  it.each<[StepOutcome[], string, boolean, boolean]>([
    [[], 'all steps passed', true, false],
    [[OK, SKIPPED], 'all steps passed', true, false],
    [[OK, FAILED], '1 step failed', false, false],
    [[FAILED, FAILED, SKIPPED], '2 steps failed', false, false],
    [[UNKNOWN, OK], '1 step is inconclusive', false, true],
    [[UNKNOWN, FAILED, UNKNOWN], '1 step failed, 2 steps are inconclusive', false, true],
  ])('is the verdict on steps that are %j', (outcomes, verdict, passed, isUnknown) => {
    const all = steps(...outcomes);
    expect(summaryLines({ steps: all, changes: [] })).toBe(verdict);
    expect([allPassed(all), anyUnknown(all)]).toEqual([passed, isUnknown]);
  });

  it('names what is left on the cluster', () => {
    expect(summaryLines({ steps: steps(OK), changes: CHANGES })).toBe(
      ['left on the cluster:', ...CHANGE_LINES.map((line) => `  ${line}`), 'all steps passed'].join('\n'),
    );
  });

  it('is the same as JSON', () => {
    const all = steps(OK, FAILED);
    expect(JSON.parse(verifyJson({ steps: all, changes: CHANGES }))).toEqual({
      steps: all,
      changes: CHANGE_LINES,
      holds: false,
    });
    expect(JSON.parse(verifyJson({ steps: steps(OK), changes: [] }))).toMatchObject({ holds: true });
  });
});

describe('several findings', () => {
  it.each<[string, Parameters<typeof combined>[0], StepOutcome, string[]]>([
    ['none', [], OK, []],
    ['one that passed', [skipped('a'), ok('b')], OK, ['a', 'b']],
    ['only skipped ones', [skipped('a'), skipped('b')], SKIPPED, ['a', 'b']],
    ['an unknown one', [ok('a'), unknown('b'), skipped('c')], UNKNOWN, ['a', 'b', 'c']],
    ['one that failed', [unknown('a'), failed('b'), ok()], FAILED, ['a', 'b']],
  ])('are as bad as the worst: %s', (_, findings, outcome, details) => {
    expect(combined(findings)).toEqual({ outcome, details });
  });
});
