import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath, fillCache, say } from './build-cache';
import type { Keeper } from './keeper';

/** Binaries that are built together into one folder of the cache, and the Go modules that pin them. */
interface Kit {
  /** By the name of their folder here: the module that pins the version. */
  readonly modules: Readonly<Record<string, string>>;
  /** What is built: the folder of a module here, and the package. */
  readonly binaries: Readonly<Record<string, readonly [folder: string, path: string]>>;
  readonly minutes: string;
}

const KUBERNETES = 'k8s.io/kubernetes';
const sources = join(__dirname, 'binaries');

/** An API server and its client. A folder with them is what KUBEBUILDER_ASSETS names. */
const API_SERVER: Kit = {
  modules: { kubernetes: KUBERNETES, etcd: 'go.etcd.io/etcd/server/v3' },
  binaries: {
    etcd: ['etcd', '.'],
    kubectl: ['kubernetes', `${KUBERNETES}/cmd/kubectl`],
    'kube-apiserver': ['kubernetes', `${KUBERNETES}/cmd/kube-apiserver`],
  },
  minutes: '5 to 10',
};

/** What makes pods of Deployments, and gives them a node. */
const CONTROLLERS: Kit = {
  modules: { controllers: KUBERNETES },
  binaries: {
    'kube-controller-manager': ['controllers', `${KUBERNETES}/cmd/kube-controller-manager`],
    'kube-scheduler': ['controllers', `${KUBERNETES}/cmd/kube-scheduler`],
  },
  minutes: '1 to 5',
};

/** What plays a node and the life of its pods. */
const FAKE_NODE: Kit = {
  modules: { kwok: 'sigs.k8s.io/kwok' },
  binaries: { kwok: ['kwok', 'sigs.k8s.io/kwok/cmd/kwok'] },
  minutes: '1 to 2',
};

/** What reads YAML with the packages of kubectl. */
const YAML_READER: Kit = {
  modules: { 'yaml-reader': 'k8s.io/apimachinery' },
  binaries: { 'yaml-reader': ['yaml-reader', '.'] },
  minutes: 'up to 1',
};

/** What reads selectors with the packages of Calico. */
const SELECTOR_READER: Kit = {
  modules: { 'selector-reader': 'github.com/projectcalico/calico' },
  binaries: { 'selector-reader': ['selector-reader', '.'] },
  minutes: 'up to 1',
};

/** What receives events that webhooks send. */
const ALERTMANAGER: Kit = {
  modules: { alertmanager: 'github.com/prometheus/alertmanager' },
  binaries: { alertmanager: ['alertmanager', 'github.com/prometheus/alertmanager/cmd/alertmanager'] },
  minutes: '1 to 3',
};

/** What checks workflows of GitHub. */
const ACTIONLINT: Kit = {
  modules: { actionlint: 'github.com/rhysd/actionlint' },
  binaries: { actionlint: ['actionlint', 'github.com/rhysd/actionlint/cmd/actionlint'] },
  minutes: 'up to 1',
};

/** What checks manifests with JSON Schemas. */
const KUBECONFORM: Kit = {
  modules: { kubeconform: 'github.com/yannh/kubeconform' },
  binaries: { kubeconform: ['kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform'] },
  minutes: 'up to 1',
};

const WHOLE_CLUSTER = [API_SERVER, CONTROLLERS, FAKE_NODE];

/** Folder with etcd, kubectl and kube-apiserver: the one that KUBEBUILDER_ASSETS names, or else the cache. */
export function binariesFolder(): string {
  return process.env.KUBEBUILDER_ASSETS || cacheFolder(API_SERVER);
}

/** Path of any of the binaries: in the folder that KUBEBUILDER_ASSETS names where it has it, or else in the cache. */
export function binary(name: string): string {
  const kits = [...WHOLE_CLUSTER, YAML_READER, SELECTOR_READER, ALERTMANAGER, ACTIONLINT, KUBECONFORM];
  const kit = kits.find(({ binaries }) => name in binaries);
  const given = process.env.KUBEBUILDER_ASSETS;
  if (kit === undefined) {
    throw new Error(`test/e2e/binaries.ts names no binary ${name}`);
  }
  const isGiven = given && (kit === API_SERVER || existsSync(join(given, name)));
  return join(isGiven ? given : cacheFolder(kit), name);
}

/** Has the API server's binaries ready: builds them where KUBEBUILDER_ASSETS is not set and the cache lacks them. */
export async function provideBinaries(keeper: Keeper): Promise<void> {
  await provide(keeper, API_SERVER);
}

/** Has the binaries of a whole cluster ready; those that KUBEBUILDER_ASSETS does not have are built where they are not yet. */
export async function provideClusterBinaries(keeper: Keeper): Promise<void> {
  for (const kit of WHOLE_CLUSTER) {
    await provide(keeper, kit);
  }
}

/** Has the program ready that reads YAML as kubectl does. */
export async function provideYamlReader(keeper: Keeper): Promise<void> {
  await provide(keeper, YAML_READER);
}

/** Has the program ready that reads selectors as Calico does. */
export async function provideSelectorReader(keeper: Keeper): Promise<void> {
  await provide(keeper, SELECTOR_READER);
}

/** Has an Alertmanager ready. */
export async function provideAlertmanager(keeper: Keeper): Promise<void> {
  await provide(keeper, ALERTMANAGER);
}

/** Has the program ready that checks workflows. */
export async function provideActionlint(keeper: Keeper): Promise<void> {
  await provide(keeper, ACTIONLINT);
}

/** Has the program ready that checks manifests with JSON Schemas. */
export async function provideKubeconform(keeper: Keeper): Promise<void> {
  await provide(keeper, KUBECONFORM);
}

async function provide(keeper: Keeper, kit: Kit): Promise<void> {
  const missing = Object.keys(kit.binaries).filter((name) => !existsSync(binary(name)));
  if (missing.length === 0) {
    return;
  }
  const given = process.env.KUBEBUILDER_ASSETS;
  if (given && kit === API_SERVER) {
    throw new Error(`KUBEBUILDER_ASSETS names ${given}, which has no ${missing.join(', no ')}`);
  }
  await requireGo(keeper, kit);
  await build(keeper, kit);
}

/** Named after what is in it, so that another version, or another set of modules, is another folder. */
function cacheFolder({ modules }: Kit): string {
  const folders = Object.keys(modules);
  const sums = folders.map((folder) => readFileSync(join(sources, folder, 'go.sum'), 'utf8'));
  const digest = createHash('sha256').update(sums.join()).digest('hex').slice(0, 8);
  const versions = folders.map((folder) => `${folder}-${pinnedVersion(folder, modules[folder] ?? '')}`);
  return cachePath([...versions, process.platform, process.arch, digest].join('-'));
}

function pinnedVersion(folder: string, module: string): string {
  const text = readFileSync(join(sources, folder, 'go.mod'), 'utf8');
  const version = text.split(`${module} v`)[1]?.match(/^[\d.]+/)?.[0];
  if (version === undefined) {
    throw new Error(`test/e2e/binaries/${folder}/go.mod pins no version of ${module}`);
  }
  return version;
}

async function requireGo(keeper: Keeper, kit: Kit): Promise<void> {
  const { status } = await keeper.run({ command: 'go', args: ['version'] });
  if (status === 0) {
    return;
  }
  const names = Object.keys(kit.binaries).join(', ');
  const install = `the end-to-end tests need ${names}: install Go 1.26 or newer, which builds them once`;
  if (kit === API_SERVER) {
    throw new Error(`${install}, or set KUBEBUILDER_ASSETS to a folder that has them`);
  }
  const set = 'or put them into a folder that KUBEBUILDER_ASSETS names, since the assets of envtest do not hold them';
  throw new Error(`${install}, ${set}; only tests of a whole cluster need them`);
}

async function build(keeper: Keeper, kit: Kit): Promise<void> {
  const folder = cacheFolder(kit);
  say(`building into ${folder}, once: ${kit.minutes} minutes on two cores`);
  await fillCache(keeper, folder, (target, scratch) => buildAll(keeper, kit, target, scratch));
}

async function buildAll(keeper: Keeper, kit: Kit, target: string, scratch: string): Promise<void> {
  const env = { ...process.env, GOTMPDIR: scratch, TMPDIR: scratch, GOFLAGS: '-buildvcs=false' };
  const names = Object.keys(kit.binaries);
  for (const [index, name] of names.entries()) {
    const started = Date.now();
    say(`building ${name} (${index + 1} of ${names.length})`);
    const result = await keeper.run({ command: 'go', ...commandFor(kit, name, target), env, showErrors: true });
    if (result.status !== 0) {
      throw new Error(`go build of ${name} failed:\n${result.stderr.slice(-2_000)}`);
    }
    say(`built ${name} in ${Math.round((Date.now() - started) / 1_000)} s`);
  }
}

function commandFor(kit: Kit, name: string, target: string): { args: string[]; cwd: string } {
  const [folder, path] = kit.binaries[name] ?? ['', ''];
  const flags = ['-s', '-w'];
  if (kit.modules[folder] === KUBERNETES) {
    const version = pinnedVersion(folder, KUBERNETES);
    const [major, minor] = version.split('.');
    // Without these it calls itself v0.0.0, which clients complain about.
    const stamps = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
    flags.push(...Object.entries(stamps).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`));
  }
  const args = ['build', '-trimpath', '-o', join(target, name), '-ldflags', flags.join(' '), path];
  return { args, cwd: join(sources, folder) };
}
