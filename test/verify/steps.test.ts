import { stepsOf } from '../../src/verify/live/steps';
import { decoysIn } from '../../src/verify/live/workload-step';
import { fakeWalk, objectOf } from './fake-walk';

const object = (kind: string, annotations: object = {}, spec: object = {}) =>
  objectOf({
    apiVersion: kind.startsWith('Global') ? 'projectcalico.org/v3' : 'v1',
    kind,
    metadata: { name: 'any', annotations },
    spec,
  });
const ALERT = object('GlobalAlert', {}, { dataSet: 'dns' });
const SCAN = object('Pod', { 'calico-threat-defense/scan': 'nmap' });
const DRILL = object('Pod', {
  'calico-threat-defense/probe-command': '["dig"]',
  'calico-threat-defense/detected-by': 'dns.lookup',
});
const PROBE = object('Pod', { 'calico-threat-defense/probe-feed': 'tor' });
const DECOY = object('Deployment', { 'calico-threat-defense/decoy-alert': 'any' });
const FEED = object(
  'GlobalThreatFeed',
  {},
  {
    content: 'IPSet',
    pull: { http: { url: 'https://example.com/list' } },
    globalNetworkSet: {},
  },
);

describe('the steps of a walk', () => {
  it.each<[string, (typeof ALERT)[], string[]]>([
    ['nothing else', [object('Service')], []],
    ['an alert', [ALERT], ['alert', 'event']],
    ['a scan of an alert', [SCAN, ALERT], ['alert', 'scan', 'event']],
    ['a scan without an alert', [SCAN], ['alert', 'scan', 'event']],
    ['a drill without an alert', [DRILL], ['alert', 'trigger', 'event']],
    ['a probe of a feed', [PROBE], ['probe']],
    ['a feed', [FEED], ['feed', 'network-set']],
    ['a decoy', [DECOY], ['decoy']],
    [
      'everything',
      [PROBE, FEED, DECOY, DRILL, SCAN, ALERT],
      ['alert', 'decoy', 'feed', 'network-set', 'scan', 'trigger', 'event', 'probe'],
    ],
  ])('are those about what the manifests have: %s', (_, objects, own) => {
    const { manifests } = fakeWalk({ objects });
    const names = (apply: boolean) => stepsOf({ manifests, apply }).map(({ name }) => name);
    expect(names(false)).toEqual(['cluster', 'made-for', 'objects', ...own]);
    expect(names(true)).toEqual(['cluster', 'made-for', 'apply', 'objects', ...own]);
  });

  it.each<[string, boolean]>([
    ['DaemonSet', true],
    ['Deployment', true],
    ['Service', false],
    ['Pod', false],
  ])('have decoys that run pods: %s', (kind, expected) => {
    const decoy = object(kind, { 'calico-threat-defense/decoy-alert': 'any' });
    expect(decoysIn([decoy, object(kind)]).flatMap(({ objects }) => objects)).toEqual(expected ? [decoy] : []);
  });
});
