import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { CalicoCluster, CalicoRelease, CalicoTopology } from '../../../src/calico';
import { checkMembers } from '../../../src/output/fleet/fleet-member';
import { captureStderr, managedCluster } from '../../support';

const example = resolve(__dirname, '..', '..', '..', 'examples', 'fleet');
const read = (file: string) => readFileSync(join(example, file), 'utf8');
const schema = JSON.parse(read('clusters.schema.json'));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);
const { properties } = schema.definitions.cluster;

const accepts = (...clusters: unknown[]) => validate({ clusters });
const acceptsName = (name: unknown) => accepts({ name, release: '3.14' });
const acceptsRelease = (release: unknown) => accepts({ name: 'acme', release });
const acceptsFolder = (folder: unknown) => accepts({ name: 'acme', release: '3.14', folder });

/** Whether the library takes it as well. */
function isTaken(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

describe('the schema of the list of clusters', () => {
  captureStderr();

  it('accepts the list that is there: 1,000 clusters', () => {
    const list = parse(read('clusters.yaml'));
    expect([validate(list), validate.errors]).toEqual([true, null]);
    expect(list.clusters).toHaveLength(1000);
    const topologies = list.clusters.map(({ topology = 'managed' }) => topology);
    expect(new Set(topologies)).toEqual(new Set(Object.values(CalicoTopology)));
    expect(new Set(list.clusters.map(({ release }: { release: string }) => release)).size).toBe(10);
  });

  it('is named by the list, which its script prints', () => {
    expect(read('clusters.yaml').split('\n')[0]).toBe('# yaml-language-server: $schema=clusters.schema.json');
    expect(execFileSync(process.execPath, [join(example, 'make-clusters.mjs')], { encoding: 'utf8' })).toBe(
      read('clusters.yaml'),
    );
  });

  it('says of each field what it is', () => {
    const silent = Object.values<{ description?: string }>(properties).filter(({ description }) => !description);
    expect([silent, Object.keys(properties)]).toEqual([[], ['name', 'release', 'topology', 'folder']]);
  });

  it.each<[string, unknown]>([
    ['a managed cluster', { name: 'acme.aks-prod', release: '3.14' }],
    ['a managed cluster that says so', { name: 'acme', release: '3.14', topology: 'managed', folder: 'First_One.x' }],
    ['a standalone cluster', { release: '3.14', topology: 'standalone', folder: 'alone' }],
    ['a management cluster', { release: 'v3.18.0-2.0', topology: 'management', folder: 'm' }],
    ['a cluster of Calico Cloud', { name: 'acme', release: 'cloud-23.0.1' }],
  ])('accepts %s', (_, cluster) => {
    expect([accepts(cluster), validate.errors]).toEqual([true, null]);
  });

  it.each<[string, unknown]>([
    ['no cluster', { clusters: [] }],
    ['no list', {}],
    ['a list only', [{ name: 'acme', release: '3.14' }]],
    ['something beside the list', { clusters: [{ name: 'acme', release: '3.14' }], more: 1 }],
    ['a cluster without a release', { clusters: [{ name: 'acme' }] }],
    ['a managed cluster without a name', { clusters: [{ release: '3.14' }] }],
    [
      'a standalone cluster with a name',
      { clusters: [{ name: 'a', folder: 'a', release: '3.14', topology: 'standalone' }] },
    ],
    ['a standalone cluster without a folder', { clusters: [{ release: '3.14', topology: 'standalone' }] }],
    ['a field that there is not', { clusters: [{ name: 'acme', relase: '3.14', release: '3.14' }] }],
    ['a release that is a number', { clusters: [{ name: 'acme', release: 3.14 }] }],
    ['another topology', { clusters: [{ name: 'acme', release: '3.14', topology: 'cloud' }] }],
    ['Calico Cloud on its own', { clusters: [{ folder: 'a', release: 'cloud-23.0.1', topology: 'standalone' }] }],
  ])('refuses %s', (_, list) => {
    expect(validate(list)).toBe(false);
  });

  it('has the topologies of the library', () => {
    expect(properties.topology.enum).toEqual(Object.values(CalicoTopology));
  });

  it('has names like the library', () => {
    const release = CalicoRelease.parse('3.14');
    const part = fc.stringMatching(/^[a-z0-9.-]{0,5}$/);
    fc.assert(
      fc.property(
        fc.oneof(part, fc.string({ maxLength: 5 }), fc.constantFrom('x'.repeat(253), 'x'.repeat(254))),
        (name) => {
          expect(acceptsName(name)).toBe(isTaken(() => CalicoCluster.managed({ name, release })));
        },
      ),
    );
  });

  it('has folders like the library, but for the names of devices', () => {
    const name = fc.oneof(fc.stringMatching(/^[A-Za-z0-9._-]{0,4}$/), fc.string({ maxLength: 4 }));
    const known = fc.oneof(name, fc.constantFrom('x'.repeat(253), 'x'.repeat(254), '..', 'a.', '.a', 'a/b', 'a\n'));
    fc.assert(
      fc.property(known, (folder) => {
        const [finding] = checkMembers([{ cluster: managedCluster(), folder }]);
        expect(acceptsFolder(folder)).toBe(finding === undefined || finding.message.includes('device'));
      }),
    );
  });

  it('has no release that the library does not know', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(cloud-)?v?[0-9]{1,2}\.[0-9]{1,2}(\.[0-9](-[0-9]\.[0-9])?)?$/), (release) => {
        const zeros = /(^|[.v-])0\d/.test(release);
        expect(acceptsRelease(release)).toBe(isTaken(() => CalicoRelease.parse(release)) && !zeros);
      }),
    );
  });

  it.each(['cloud-23.2', 'cloud-v23.2', 'cloud-23.2.0', 'cloud-23.20', '23.2', 'cloud-23.1'])(
    'is asked about %s as the library is',
    (release) => {
      expect(acceptsRelease(release)).toBe(isTaken(() => CalicoRelease.parse(release)));
    },
  );

  it.each(['3.7', '3.7.0', 'v3.14', '3.18.0-1.1', '3.24', '4.0', '10.0', 'cloud-18.3.0', 'cloud-v23.0.1'])(
    'accepts the release %s, as the library does',
    (release) => {
      expect([acceptsRelease(release), isTaken(() => CalicoRelease.parse(release))]).toEqual([true, true]);
    },
  );

  it.each([
    '',
    '3',
    '3.6',
    '2.8.1',
    '3.6.9',
    '0.9',
    '3.x',
    'latest',
    '3.14 ',
    '3.14\n',
    '3.14.0-1',
    'cloud-',
    'cloud-3.6',
    'Cloud-18.3',
  ])('refuses the release %j, as the library does', (release) => {
    expect([acceptsRelease(release), isTaken(() => CalicoRelease.parse(release))]).toEqual([false, false]);
  });
});
