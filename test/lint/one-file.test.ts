import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { ClusterChoice, LogSettingsOfFiles, lint, lintSource } from '../../src/lint';
import { alertText, places } from './lint-text';

const CLUSTER = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
const USUAL = ['severity: 0', 'query: action = deny'];

/** Its secret is looked for among the other objects. */
const FEED = `apiVersion: projectcalico.org/v3
kind: GlobalThreatFeed
metadata: { name: hosts }
spec:
  content: DomainNameSet
  pull:
    http:
      url: https://feeds.example.com/list.txt
      headers:
        - { name: Authorization, valueFrom: { secretKeyRef: { name: globalthreatfeed-hosts-token, key: token } } }
`;
const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: globalthreatfeed-hosts-token, namespace: default }\n';

const sourceOf = (text: string) => ({ file: 'f.yaml', bytes: Buffer.from(text) });

describe('a file that is checked by itself', () => {
  it('has the findings and the counts that it has among others, in the order of their places', () => {
    const source = sourceOf([FEED, SECRET, alertText(...USUAL, 'a: 1')].join('---\n'));
    const { findings, checked } = lintSource(source, {
      clusters: new ClusterChoice(CLUSTER),
      settings: LogSettingsOfFiles.read([]),
    });
    const whole = lint([source], CLUSTER);
    expect([findings, checked]).toEqual([whole.findings, whole.checked]);
    expect(places(findings)).toEqual([
      expect.stringMatching(/^10:\d+ spec\.pull\.\S+ threat-feed\/reference-namespace$/),
      '23:13 spec.severity global-alert/severity-range',
      '25:6 spec.a global-alert/unknown-field',
    ]);
  });

  it('counts the objects of a patch as skipped', () => {
    const patchOf = { kustomization: 'kustomization.yaml', field: 'patches' } as never;
    const { checked } = lint([{ ...sourceOf(alertText(...USUAL)), patchOf }], CLUSTER);
    expect(checked).toMatchObject({
      objects: 0,
      kinds: {},
      skipped: 1,
      skippedKinds: { GlobalAlert: 1 },
      documents: 1,
    });
  });
});
