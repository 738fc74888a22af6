import { RoleSubject } from '../../../src';
import { messageOf } from '../../support';

const RESERVED =
  'is reserved for Kubernetes itself, as every name that begins with system:; use a user, group or service account of your own [role/subject-reserved]';
const everyone = (what: string) =>
  `${what}, and the role gives access to the traffic of pods; use a more specific user, group or service account [role/subject-everyone]`;

describe('RoleSubject', () => {
  it.each<[string, RoleSubject, object]>([
    ['a user', RoleSubject.user('ann'), { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' }],
    [
      'a service account by its user',
      RoleSubject.user('system:serviceaccount:ci:capture'),
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'system:serviceaccount:ci:capture' },
    ],
    [
      'a group',
      RoleSubject.group('systems'),
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'systems' },
    ],
    [
      'a service account',
      RoleSubject.serviceAccount({ namespace: 'ci', name: 'capture' }),
      { kind: 'ServiceAccount', name: 'capture', namespace: 'ci' },
    ],
  ])('is %s', (_, subject, json) => {
    expect(subject._toJson()).toEqual(json);
  });

  it.each<[string, () => RoleSubject, string]>([
    ['an empty user', () => RoleSubject.user(' '), 'name = " ": must not be empty [role/subject]'],
    ['an empty group', () => RoleSubject.group(''), 'name = "": must not be empty [role/subject]'],
    [
      'anonymous users',
      () => RoleSubject.user('system:anonymous'),
      `name = "system:anonymous": ${everyone('is everybody who sends no credentials')}`,
    ],
    [
      'authenticated users',
      () => RoleSubject.group('system:authenticated'),
      `name = "system:authenticated": ${everyone('includes everybody who can reach the API server')}`,
    ],
    [
      'unauthenticated users',
      () => RoleSubject.group('system:unauthenticated'),
      `name = "system:unauthenticated": ${everyone('includes everybody who can reach the API server')}`,
    ],
    [
      'all service accounts',
      () => RoleSubject.group('system:serviceaccounts'),
      `name = "system:serviceaccounts": ${everyone('includes every service account of the cluster')}`,
    ],
    [
      'all service accounts of a namespace',
      () => RoleSubject.group('system:serviceaccounts:dev'),
      `name = "system:serviceaccounts:dev": ${everyone('includes every service account of a namespace, and so every pod in it')}`,
    ],
    ['administrators', () => RoleSubject.group('system:masters'), `name = "system:masters": ${RESERVED}`],
    [
      'a service account without a name',
      () => RoleSubject.user('system:serviceaccount:'),
      `name = "system:serviceaccount:": ${RESERVED}`,
    ],
    [
      'a malformed service account',
      () => RoleSubject.serviceAccount({ namespace: 'ci', name: 'A' }),
      "name = \"A\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [role/subject]",
    ],
  ])('is not %s', (_, make, problem) => {
    expect(messageOf(make)).toBe(`RoleSubject: 1 problem\n  ${problem}`);
  });
});
