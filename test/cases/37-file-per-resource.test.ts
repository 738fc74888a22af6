import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DemoTarget, NetshootScanner, PortScanAlert, ScanTarget } from '../../src';
import { describeWithShared } from '../shared-folder';
import { messageOf } from '../support';
import { describedIn } from './case-program';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

function scanners(app: App, ...namespaces: string[]): void {
  const chart = new Chart(app, 'scan');
  for (const namespace of namespaces) {
    new NetshootScanner(chart, namespace, { target: ScanTarget.pods({ namespace, labels: { app: 'web' } }) });
  }
}

const ADVICE =
  'so one would overwrite the other: with one file per object, cdk8s names files after kind and name, without the namespace. Give one of them another name, or use YamlOutputType.FILE_PER_CHART [manifest/file-collision]';

describe('case 37: a file for each object', () => {
  let outdir = '';
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'files '));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  it.each([FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])(
    'stops synthesis where one would overwrite another: output type %s',
    (yamlOutputType) => {
      const app = new App({ outdir, yamlOutputType });
      scanners(app, 'shop', 'pay');
      expect(messageOf(() => app.synth())).toBe(
        `Validation failed with the following errors:\n  [] scan/pay/Resource: 1 problem\n  Pod.netshoot.k8s.yaml: is also the file of scan/shop/Resource, ${ADVICE}`,
      );
      expect(readdirSync(outdir)).toEqual([]);
    },
  );

  it.each([FILE_PER_APP, FILE_PER_CHART])('is nothing that other output types have: %s', (yamlOutputType) => {
    const app = new App({ outdir, yamlOutputType });
    scanners(app, 'shop', 'pay');
    app.synth();
    expect(readdirSync(outdir)).toHaveLength(1);
  });

  it('may be in the folders of two charts, but not in one folder', () => {
    const build = (yamlOutputType: YamlOutputType) => {
      const app = new App({ outdir, yamlOutputType });
      for (const id of ['a', 'b']) {
        new DemoTarget(new Chart(app, id), 'target', { namespace: id });
      }
      return app;
    };
    build(FOLDER_PER_CHART_FILE_PER_RESOURCE).synth();
    expect(readdirSync(outdir, { recursive: true })).toHaveLength(8);
    const message = messageOf(() => build(FILE_PER_RESOURCE).synth());
    expect(message.match(/is also the file of/g)).toHaveLength(2);
  });

  it('is told where two clusters would get one object, which is no duplicate', () => {
    const app = new App({ outdir, yamlOutputType: FILE_PER_RESOURCE });
    for (const name of ['a', 'b']) {
      const cluster = CalicoCluster.managed({ name, release: CalicoRelease.parse('3.24') });
      new PortScanAlert(new Chart(app, name), 'alert', { cluster });
    }
    expect(messageOf(() => app.synth())).toContain(
      'GlobalAlert.network.port-scan.k8s.yaml: is also the file of a/alert',
    );
  });

  it('is told once of an object that replaces another one anyway', () => {
    const app = new App({ outdir, yamlOutputType: FILE_PER_RESOURCE });
    const chart = new Chart(app, 'scan');
    for (const id of ['one', 'two']) {
      new NetshootScanner(chart, id, { target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'web' } }) });
    }
    expect(messageOf(() => app.synth()).match(/\[manifest\/.*\]/g)).toEqual(['[manifest/duplicate-object]']);
  });

  it.each([FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])(
    'knows the names that cdk8s gives: output type %s',
    (yamlOutputType) => {
      const build = (names: readonly string[], patch?: string) => {
        const app = new App({ outdir, yamlOutputType, outputFileExtension: '.yml' });
        scanners(app, 'shop');
        for (const [index, name] of names.entries()) {
          const role = new ApiObject(new Chart(app, `c${index}`), 'role', {
            apiVersion: 'v1',
            kind: 'X',
            metadata: { name },
          });
          if (patch !== undefined) {
            role.addJsonPatch(JsonPatch.replace('/metadata/name', `${patch}-${index}`));
          }
        }
        return app;
      };
      const flat = yamlOutputType === FILE_PER_RESOURCE;
      const outcome = (app: App) => {
        rmSync(outdir, { recursive: true, force: true });
        try {
          app.synth();
          return 'written';
        } catch (error) {
          return /only in case/.test((error as Error).message) ? 'case' : 'collision';
        }
      };
      const whenFlat = (text: string) => (flat ? text : 'written');
      expect(outcome(build(['system:x', 'systemx']))).toBe(whenFlat('collision'));
      expect(outcome(build(['system-x', 'system.x', 'system_x']))).toBe('written');
      expect(outcome(build(['Reader', 'reader']))).toBe(whenFlat('case'));
      expect(outcome(build(['same', 'same'], 'patched'))).toBe('written');
    },
  );

  it('is named in folders as cdk8s does there: by the name before patches', () => {
    const app = new App({ outdir, yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE });
    scanners(app, 'shop');
    const chart = new Chart(app, 'c');
    for (const id of ['a', 'b']) {
      const object = new ApiObject(chart, id, {
        apiVersion: 'v1',
        kind: 'X',
        metadata: { name: 'same', namespace: id },
      });
      object.addJsonPatch(JsonPatch.replace('/metadata/name', id));
    }
    expect(messageOf(() => app.synth())).toContain('X.same.k8s.yaml: is also the file of c/a');
  });
});

describeWithShared('case 37 itself', () => {
  it('ends with an error, and loses no object', () => {
    const printed = describedIn('37-file-per-resource-loses-one');
    expect(printed).toContain('FILE_PER_CHART   namespace: shop,  namespace: pay');
    expect(printed).toContain('[manifest/file-collision]');
    expect(printed).not.toMatch(/^FILE_PER_RESOURCE/m);
  });
});
