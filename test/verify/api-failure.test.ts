import { FailureKind, failureOf } from '../../src/verify/live/api-failure';

const failure = (status: number, text: string) => {
  const { kind, message } = failureOf(status, text, { context: 'prod', clean: (one) => one.replace('\n', ' ') });
  return [kind, message];
};
const status = (message: unknown) => JSON.stringify({ kind: 'Status', message });

describe('the failure that a response means', () => {
  it.each<[number, string, FailureKind, string]>([
    [
      401,
      status('Unauthorized'),
      FailureKind.UNAUTHORIZED,
      'the server rejects the credentials of context "prod": they are wrong or have expired; log in to the cluster again',
    ],
    [
      403,
      status('cannot list\npods'),
      FailureKind.FORBIDDEN,
      'cannot list pods; the roles that VerifierRole creates allow it',
    ],
    [403, '<html>', FailureKind.FORBIDDEN, 'the server forbids it; the roles that VerifierRole creates allow it'],
    [404, status('not found'), FailureKind.NOT_FOUND, 'the server answered 404: not found'],
    [409, status(5), FailureKind.CONFLICT, 'the server answered 409'],
    [422, status('invalid'), FailureKind.REFUSED, 'the server answered 422: invalid'],
    [501, '', FailureKind.REFUSED, 'the server answered 501'],
    [502, '<html>Bad Gateway</html>', FailureKind.UNREACHABLE, 'the server answered 502'],
  ])('has a kind and a message: %d %s', (code, text, kind, message) => {
    expect(failure(code, text)).toEqual([kind, message]);
  });
});
