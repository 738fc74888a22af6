import { DemoTarget, NetshootScanner, PodUser, ScanTarget } from '../../../src';
import { captureStderr, messageOf, synthesize, templateOf, testChart } from '../../support';

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

describe('PodUser', () => {
  captureStderr();

  it.each<[number, number | undefined, string]>([
    [0, undefined, 'uid = 0: must be a whole number from 1 to 2147483647; 0 is root, which these pods do not need'],
    [-1, undefined, 'uid = -1: must be a whole number from 1 to 2147483647'],
    [1.5, undefined, 'uid = 1.5: must be a whole number from 1 to 2147483647'],
    [Number.NaN, undefined, 'uid = NaN: must be a whole number from 1 to 2147483647'],
    [2 ** 31, undefined, 'uid = 2147483648: must be a whole number from 1 to 2147483647'],
    [5, -1, 'gid = -1: must be a whole number from 0 to 2147483647'],
  ])('has no user %s with group %s', (uid, gid, line) => {
    expect(messageOf(() => PodUser.of(uid, gid))).toBe(`PodUser: 1 problem\n  ${line} [workload/user]`);
  });

  it('keeps its ids readable', () => {
    expect([PodUser.of(7), PodUser.of(7, 0), PodUser.platform()].map(({ uid, gid }) => [uid, gid])).toEqual([
      [7, 7],
      [7, 0],
      [undefined, undefined],
    ]);
  });

  it('is not for raw packets, which need root', () => {
    const nmap = { rawPacketsReason: 'drill' };
    const message = messageOf(() => new NetshootScanner(testChart(), 'x', { target, nmap, user: PodUser.of(7) }));
    expect(message).toContain(
      '  user: cannot be combined with nmap.rawPacketsReason, because raw packets require root; remove one of them [scanner/raw-scan-user]',
    );
  });

  it('makes the demo target one that any namespace accepts', () => {
    expect(synthesize((chart) => new DemoTarget(chart, 'target', { user: PodUser.of(101) }))).toMatchSnapshot();
    templateOf(
      (chart) => new DemoTarget(chart, 'target', { user: PodUser.of(101), image: 'mine/nginx:1' }),
    ).hasResource('Deployment', {
      spec: { template: { spec: { containers: [{ image: 'mine/nginx:1', ports: [{ containerPort: 8080 }] }] } } },
    });
  });
});
