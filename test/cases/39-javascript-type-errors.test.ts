import { describeWithShared } from '../shared-folder';
import { describedIn } from './case-program';

describeWithShared('case 39: wrong types from plain JavaScript', () => {
  it('are findings', () => {
    expect(describedIn('39-javascript-type-errors')).toBe(
      [
        'no release -> CalicoCluster: 1 problem',
        "  release: must be a CalicoRelease, such as CalicoRelease.enterprise('3.24') [argument/type]",
        'period as text -> c/a: 1 problem',
        '  period = "5m": must be a Duration, such as Duration.minutes(5) [argument/type]',
        'substitutions as object -> AlertRule: 1 problem',
        '  substitutions = {"x":["a"]}: must be a list [argument/type]',
        'release as number -> CalicoRelease: 1 problem',
        '  release = 3.2: must be a string, in quotes: YAML and JavaScript read 3.20 as the number 3.2 [argument/type]',
        '',
      ].join('\n'),
    );
  });
});
