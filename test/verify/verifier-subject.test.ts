import { VerifierSubject } from '../../src';
import { messageOf } from '../support';

describe('a subject of the roles', () => {
  it.each<[string, () => unknown]>([
    ['a user without a string', () => VerifierSubject.user(5 as never)],
    ['a group without a string', () => VerifierSubject.group(5 as never)],
    ['a service account without a string', () => VerifierSubject.serviceAccount({ namespace: 'ci', name: 5 } as never)],
  ])('names itself where it is given something else: %s', (_, action) => {
    expect(messageOf(action)).toBe(
      'VerifierSubject: 1 problem\n  name = 5: must be a string; quote it [argument/type]',
    );
  });

  it.each<[VerifierSubject, object]>([
    [VerifierSubject.user('ann'), { kind: 'User', name: 'ann', apiGroup: 'rbac.authorization.k8s.io' }],
    [VerifierSubject.group('sre'), { kind: 'Group', name: 'sre', apiGroup: 'rbac.authorization.k8s.io' }],
    [
      VerifierSubject.serviceAccount({ namespace: 'ci', name: 'drill' }),
      { kind: 'ServiceAccount', name: 'drill', namespace: 'ci' },
    ],
  ])('is written as Kubernetes knows it: %j', (subject, json) => {
    expect(subject._toJson()).toEqual(json);
  });
});
