import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Keeper } from './keeper';

const PROJECT = 'cdk8s-calico-threat-defense';
const BINARIES = ['etcd', 'kubectl', 'kube-apiserver'] as const;
const sources = join(__dirname, 'binaries');

/** Folder with etcd, kubectl and kube-apiserver: the one that KUBEBUILDER_ASSETS names, or else the cache. */
export function binariesFolder(): string {
  return process.env.KUBEBUILDER_ASSETS || cacheFolder();
}

/** Has the binaries ready: builds them where KUBEBUILDER_ASSETS is not set and the cache does not hold them yet. */
export async function provideBinaries(keeper: Keeper): Promise<void> {
  const given = process.env.KUBEBUILDER_ASSETS;
  if (given) {
    const missing = BINARIES.filter((binary) => !existsSync(join(given, binary)));
    if (missing.length > 0) {
      throw new Error(`KUBEBUILDER_ASSETS names ${given}, which has no ${missing.join(', no ')}`);
    }
    return;
  }
  if (!existsSync(cacheFolder())) {
    await requireGo(keeper);
    await build(keeper, cacheFolder());
  }
}

/** Named after what is in it, so that another version, or another set of modules, is another folder. */
function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const modules = ['kubernetes', 'etcd'].map((module) => readFileSync(join(sources, module, 'go.sum'), 'utf8'));
  const digest = createHash('sha256').update(modules.join()).digest('hex').slice(0, 8);
  const name = `kubernetes-${kubernetesVersion()}-etcd-${etcdVersion()}-${process.platform}-${process.arch}-${digest}`;
  return join(cache, PROJECT, name);
}

function kubernetesVersion(): string {
  return pinnedVersion('kubernetes', 'k8s.io/kubernetes');
}

function etcdVersion(): string {
  return pinnedVersion('etcd', 'go.etcd.io/etcd/server/v3');
}

function pinnedVersion(folder: string, module: string): string {
  const text = readFileSync(join(sources, folder, 'go.mod'), 'utf8');
  const version = text.split(`${module} v`)[1]?.match(/^[\d.]+/)?.[0];
  if (version === undefined) {
    throw new Error(`test/e2e/binaries/${folder}/go.mod pins no version of ${module}`);
  }
  return version;
}

async function requireGo(keeper: Keeper): Promise<void> {
  const { status } = await keeper.run({ command: 'go', args: ['version'] });
  if (status !== 0) {
    throw new Error(
      'the end-to-end tests need etcd, kubectl and kube-apiserver: install Go 1.26 or newer, which builds them once, ' +
        'or set KUBEBUILDER_ASSETS to a folder that has them',
    );
  }
}

/** Builds beside the cache folder and renames at the end, so that a cache folder is always complete. */
async function build(keeper: Keeper, folder: string): Promise<void> {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const unfinished = await keeper.folder('.unfinished-', parent);
  const target = join(unfinished, 'bin');
  const scratch = join(unfinished, 'tmp');
  mkdirSync(target);
  mkdirSync(scratch);
  const env = { ...process.env, GOTMPDIR: scratch, TMPDIR: scratch, GOFLAGS: '-buildvcs=false' };
  say(`building into ${folder}, once: 5 to 10 minutes on two cores`);
  for (const [index, binary] of BINARIES.entries()) {
    const started = Date.now();
    say(`building ${binary} (${index + 1} of ${BINARIES.length})`);
    const result = await keeper.run({ command: 'go', ...commandFor(binary, target), env, showErrors: true });
    if (result.status !== 0) {
      throw new Error(`go build of ${binary} failed:\n${result.stderr.slice(-2_000)}`);
    }
    say(`built ${binary} in ${Math.round((Date.now() - started) / 1_000)} s`);
  }
  try {
    renameSync(target, folder);
  } catch (error) {
    // Another run may have been faster.
    if (!existsSync(folder)) {
      throw error;
    }
  }
}

function commandFor(binary: string, target: string): { args: string[]; cwd: string } {
  const options = ['build', '-trimpath', '-o', join(target, binary)];
  if (binary === 'etcd') {
    return { args: [...options, '-ldflags', '-s -w', '.'], cwd: join(sources, 'etcd') };
  }
  const version = kubernetesVersion();
  const [major, minor] = version.split('.');
  // Without these the server calls itself v0.0.0, which clients complain about.
  const stamps = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const flags = Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  const args = [...options, '-ldflags', ['-s -w', ...flags].join(' '), `k8s.io/kubernetes/cmd/${binary}`];
  return { args, cwd: join(sources, 'kubernetes') };
}

function say(text: string): void {
  process.stderr.write(`e2e: ${text}\n`);
}
