import { describeWithShared } from '../shared-folder';
import { describedIn } from './case-program';

describeWithShared('case 39: wrong types from plain JavaScript', () => {
  it('are findings', () => {
    expect(describedIn('39-javascript-type-errors')).toBe(
      [
        'CalicoCluster: 1 warning',
        `  name = "acme": contains no dot, so it may not be the name under which logs are stored, which is <tenant>.<cluster> on Calico Cloud. Module 0 of the workshop exports the AKS cluster's own name as CLUSTERNAME, and that is a different one. If it is wrong, ask whoever connected the cluster to its management cluster or to Calico Cloud: since Calico Enterprise 3.17.1 and Calico Cloud 17.0.0, no object on the cluster is known to contain its name [cluster/name-without-tenant]`,
        'no release -> CalicoCluster: 1 problem',
        "  release: must be a CalicoRelease, such as CalicoRelease.enterprise('3.24') [argument/type]",
        'period as text -> c/a: 1 problem',
        '  period = "5m": must be a Duration, such as Duration.minutes(5) [argument/type]',
        'substitutions as object -> AlertRule: 1 problem',
        '  substitutions = {"x":["a"]}: must be a list [argument/type]',
        'release as number -> CalicoRelease: 1 problem',
        '  release = 3.2: must be a string; quote it: YAML and JavaScript read 3.20 as the number 3.2 [argument/type]',
        '',
      ].join('\n'),
    );
  });
});
