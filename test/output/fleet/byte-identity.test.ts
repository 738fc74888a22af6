import { existsSync } from 'node:fs';
import { ApiObject, type App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease } from '../../../src/calico';
import { AnomalyDetectionChart } from '../../../src/drill';
import type { FleetMember } from '../../../src/output';
import { captureStderr } from '../../support';
import { contentOf, fleetOf, RECORD, scratchFolder, stockFiles } from './fleets';

/** One release of each band in which something changes, and of Calico Cloud. */
const RELEASES = ['3.7', '3.12', '3.13', '3.14', '3.17', '3.18.0', '3.18.1', '3.20', '3.21', '3.22', '3.23', '3.24'];
const CLOUD = ['cloud-18.2.0', 'cloud-18.3.0', 'cloud-23.0.1'];

/** Names that YAML quotes, and names that stand in manifests for something else too. */
const NAMES = ['1.5', '1e3', 'on', 'null', 'nginx', 'dev', 'v3.14.0'];

function membersOfAll(): FleetMember[] {
  const managed = [
    ...[...RELEASES, ...CLOUD].map((release) => ['acme.aks-prod', release]),
    ...NAMES.flatMap((name) => ['3.14', '3.24'].map((release) => [name, release])),
  ].map(([name = '', release = '']) => ({
    cluster: CalicoCluster.managed({ name, release: CalicoRelease.parse(release) }),
    folder: `${name}-${release}`,
  }));
  const others = RELEASES.map((text) => CalicoRelease.parse(text)).flatMap((release) => [
    { cluster: CalicoCluster.standalone({ release }), folder: `standalone-${release}` },
    { cluster: CalicoCluster.management({ release }), folder: `management-${release}` },
  ]);
  return [...managed, ...others];
}

const addModule = (app: App, { cluster }: FleetMember) => {
  new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
};

const object = (chart: Chart, id: string, data: unknown = {}) =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data });

/** Apps whose files cdk8s names and orders in another way than that of one chart. */
const APPS: Readonly<Record<string, (app: App, member: FleetMember) => void>> = {
  'no chart': () => undefined,
  'a chart without objects': (app) => {
    new Chart(app, 'empty');
  },
  'several charts': (app, { cluster }) => {
    for (const id of ['one', 'two', 'three']) {
      object(new Chart(app, id), 'map', { cluster: cluster.name, id });
    }
  },
  'charts that depend on one another': (app) => {
    const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
    object(two, 'map');
    object(one, 'map').addDependency(object(two, 'other'));
  },
  'charts within a chart': (app) => {
    const outer = new Chart(app, 'outer');
    object(outer, 'map');
    object(new Chart(outer, 'inner'), 'map');
  },
  'a chart below another construct, with a name that is no label': (app) => {
    const outer = new Chart(app, 'Outer_Chart');
    object(outer, 'map').addDependency(object(outer, 'first'));
  },
  'values as charts of Helm have them': (app, { cluster: { name } }) => {
    object(new Chart(app, 'values', { namespace: name, labels: { cluster: name } }), name, {
      [name]: {
        empty: {},
        list: [],
        text: '',
        number: '0123',
        yes: 'yes',
        tab: '\t',
        block: `#!/bin/sh\necho "${name}"\n\n`,
      },
      template: `{{ .Values.name | default "${name}" | quote }}`,
      nothing: null,
      list: [name, `${name}:1.5`, 1.5, -0, [], {}, [[]], true],
    });
  },
  'an app that was synthesized already': (app) => {
    for (const id of ['one', `other-${CalicoCluster.of(app).name.length}`]) {
      object(new Chart(app, id), 'map');
    }
    app.synth();
  },
};

describe('the files of a fleet', () => {
  const folder = scratchFolder();
  captureStderr();
  const members = ['acme.aks-prod', '1.5', '1e3', 'on', 'a-rather-long.name-of-a-cluster'].map((name) => ({
    cluster: CalicoCluster.managed({ name, release: CalicoRelease.parse('3.24') }),
  }));

  const written = (fleet: readonly FleetMember[], add: (app: App, member: FleetMember) => void) => {
    fleetOf({ members: [...fleet], outdir: `${folder()}/dist` }, add).synth();
    const { [RECORD]: _, ...files } = existsSync(`${folder()}/dist`) ? contentOf(`${folder()}/dist`) : {};
    return files;
  };
  const stock = (fleet: readonly FleetMember[], add: (app: App, member: FleetMember) => void) =>
    Object.fromEntries(
      fleet.flatMap((member) =>
        Object.entries(stockFiles(member, add)).map(([file, text]) => [
          `${member.folder ?? member.cluster.name}/${file}`,
          text,
        ]),
      ),
    );

  it('are those that cdk8s writes for each cluster alone, on every release and topology', () => {
    const all = membersOfAll();
    const files = written(all, addModule);
    expect(Object.keys(files)).toHaveLength(all.length);
    const expected = Object.entries(stock(all, addModule));
    expect(expected).toHaveLength(all.length);
    for (const [path, text] of expected) {
      expect([path, files[path]]).toEqual([path, text]);
    }
  });

  it.each(Object.keys(APPS))('are those that cdk8s writes for %s', (name) => {
    const add = APPS[name] ?? addModule;
    expect(written(members, add)).toEqual(stock(members, add));
  });

  it('are those that cdk8s writes with a file of metadata', () => {
    process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] = 'true';
    try {
      const files = written(members, addModule);
      expect(files).toEqual(stock(members, addModule));
      expect(Object.keys(files)).toContain('acme.aks-prod/construct-metadata.json');
    } finally {
      delete process.env['CDK8S_RECORD_CONSTRUCT_METADATA'];
    }
  });

  it('are those that cdk8s writes where keys keep their order', () => {
    process.env['CDK8S_DISABLE_SORT'] = '1';
    try {
      const add = APPS['values as charts of Helm have them'] ?? addModule;
      expect(written(members, add)).toEqual(stock(members, add));
    } finally {
      delete process.env['CDK8S_DISABLE_SORT'];
    }
  });
});
