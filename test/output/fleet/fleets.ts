import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { withListener } from '../../../src/base';
import { CalicoCluster, CalicoRelease } from '../../../src/calico';
import { Fleet, type FleetMember, type FleetProps } from '../../../src/output';

export const RECORD = '.calico-threat-defense-fleet';

type AddCharts = (app: App, member: FleetMember) => void;

/** A fleet whose charts are given as a function, which jsii has no type for. */
class FleetOf extends Fleet {
  constructor(
    props: FleetProps,
    private readonly add: AddCharts,
  ) {
    super(props);
  }

  protected override addCharts(app: App, member: FleetMember): void {
    this.add(app, member);
  }
}

export function fleetOf(props: FleetProps, add: AddCharts = addConfigMap): Fleet {
  return new FleetOf(props, add);
}

const release = CalicoRelease.parse('3.24');

export function membersOf(...names: string[]): FleetMember[] {
  // Without the warnings of names that have no dot.
  return withListener(
    () => undefined,
    () => names.map((name) => ({ cluster: CalicoCluster.managed({ name, release }) })),
  );
}

/** A chart whose one object names the cluster, and a version that changes its text. */
export function configMapOf(version: string): AddCharts {
  return (app, { cluster }) => {
    const chart = new Chart(app, 'config');
    const data = { cluster: cluster.name, version };
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data });
  };
}

export const addConfigMap = configMapOf('1');

export const CONFIG = 'config.k8s.yaml';

/** What `addConfigMap` makes. */
export function configOf(cluster: string, version = '1'): string {
  const data = `data:\n  cluster: ${cluster}\n  version: "${version}"\n`;
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\n${data}`;
}

/** What stock cdk8s writes for one cluster alone. */
export function stockFiles(member: FleetMember, add: AddCharts): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'stock '));
  try {
    const app = new App({ outdir });
    CalicoCluster.provide(app, member.cluster);
    add(app, member);
    app.synth();
    return contentOf(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Files of a folder by their path, with their text; folders that hold nothing with `/` behind; links with their target. */
export function contentOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    pathsBelow(folder).map((path) => {
      const entry = lstatSync(path);
      const name = relative(folder, path);
      if (entry.isSymbolicLink()) {
        return [name, `-> ${readlinkSync(path)}`];
      }
      return entry.isDirectory() ? [`${name}/`, ''] : [name, readFileSync(path, 'utf8')];
    }),
  );
}

/** What tells whether a file or folder below a folder was written, by its path. */
export function statesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => {
      const { ino, mtimeMs, mode } = lstatSync(join(folder, path));
      return [path, `${ino} ${mtimeMs} ${mode.toString(8)}`];
    }),
  );
}

function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const below = entry.isDirectory() ? pathsBelow(path) : [];
      return below.length === 0 ? [path] : below;
    });
}

/** Puts files where they are named, by their path. */
export function putFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A folder for each test, with a blank in its path. */
export function scratchFolder(): () => string {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'a fleet '));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
