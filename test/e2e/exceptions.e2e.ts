import { stringify } from 'yaml';
import { FindingSeverity, type Manifest } from '../../src/base';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { checkAlertException } from '../../src/kinds/alert-exception';
import { kindsOf, RELEASES } from '../crds/crd';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';

const START = '2026-12-01T08:00:00Z';

const BEFORE_START = ['2026-12-01T07:59:59Z', '2026-12-01T09:59:59+02:00'];

/** Times as people write them, right and wrong. */
const TIMES: readonly unknown[] = [
  '2027-01-01T00:00:00Z',
  '2027-01-01T00:00:00.5Z',
  '2027-01-01T00:00:00+14:00',
  '2027-01-01T00:00:00-08:30',
  '2028-02-29T23:59:59Z',
  '9999-12-31T23:59:59Z',
  '2027-01-01',
  '2027-01-01 00:00:00Z',
  '2027-01-01T00:00Z',
  '2027-01-01T00:00:00',
  '2027-01-01T0:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T00:60:00Z',
  '2027-01-01T23:59:60Z',
  '2027-02-29T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-01-01T00:00:00+0100',
  'tomorrow',
  '',
  5,
  START,
  '2026-12-01T10:00:00+02:00',
  ...BEFORE_START,
];

const SPECS: readonly object[] = [
  ...TIMES.map((endTime) => ({ description: 'x', selector: 'origin = x', startTime: START, endTime })),
  ...TIMES.map((startTime) => ({ description: 'x', selector: 'origin = x', startTime })),
  { selector: 'origin = x', startTime: START },
  { description: 5, selector: 'origin = x', startTime: START },
  { description: 'x', startTime: START },
  { description: 'x', selector: 'origin = x' },
  { description: 'x', selector: 'origin = x', startTime: START, period: '24h' },
];

const MANIFESTS: readonly Manifest[] = SPECS.map((spec, index) => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'AlertException',
  metadata: { name: `e-${index}` },
  spec,
}));

/** The numbers of the manifests for which we report an error. */
function refusedByUs(release: string): number[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return MANIFESTS.flatMap((manifest, index) =>
    checkAlertException(manifest, cluster).some(({ severity }) => severity === FindingSeverity.ERROR) ? [index] : [],
  );
}

const WITH_EXCEPTIONS = RELEASES.filter((release) => kindsOf(release).includes('AlertException'));

for (const release of WITH_EXCEPTIONS) {
  describeWithCrds(release, `an API server with the CRDs of ${release}`, () => {
    let server: ControlPlane;
    beforeAll(async () => {
      server = await ControlPlane.start();
      await installCalico(server, release);
    });
    afterAll(() => server?.stop());

    it('refuses no exception that we accept, and accepts none that we refuse but for what only code checks', async () => {
      const input = MANIFESTS.map((manifest) => stringify(manifest)).join('---\n');
      const { stdout } = await server.kubectl(['apply', '--dry-run=server', '-f', '-'], { input });
      const accepted = [...stdout.matchAll(/\/e-(\d+) created/g)].map(([, index]) => Number(index));
      const refused = refusedByUs(release);
      const refusedByServer = MANIFESTS.flatMap((_, index) => (accepted.includes(index) ? [] : [index]));
      expect(refusedByServer.length).toBeGreaterThan(20);
      expect(refusedByServer.filter((index) => !refused.includes(index)).map((index) => SPECS[index])).toEqual([]);
      // Up to 3.23, only the Go code of Calico's API server compares the times.
      const byCode = refused.filter((index) => accepted.includes(index)).map((index) => SPECS[index]);
      const early = BEFORE_START.map((endTime) => expect.objectContaining({ endTime }));
      expect(byCode).toEqual(release === '3.24' ? [] : early);
    });
  });
}
