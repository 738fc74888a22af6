import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { blocksOf } from '../markdown';
import { binariesFolder } from './binaries';
import { installCalico } from './calico-api';
import { ControlPlane } from './control-plane';

const root = resolve(__dirname, '..', '..');
const LEFT_OUT = '…';

/** A command of a page, as it stands there, and the lines that the page shows under it. */
interface Session {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Somebody's copy of the project, a shell, and the cluster that their kubectl talks to. */
class Newcomer {
  readonly folder = mkdtempSync(join(tmpdir(), 'newcomer '));
  readonly project = join(this.folder, 'cdk8s-calico-threat-defense');
  private readonly binaries = join(this.folder, 'bin');

  constructor() {
    const options = { cwd: root, encoding: 'utf8' } as const;
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options);
    for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
      cpSync(join(root, file), join(this.project, file));
    }
    symlinkSync(join(root, 'node_modules'), join(this.project, 'node_modules'));
    mkdirSync(this.binaries);
    symlinkSync(join(binariesFolder(), 'kubectl'), join(this.binaries, 'kubectl'));
    this.standInForNpm();
  }

  /** Installing would need a network, and its packages are here already; CI runs `npm ci` for real. */
  private standInForNpm(): void {
    const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
    const file = join(this.binaries, 'npm');
    const script = ['#!/bin/sh', 'if [ "$*" = ci ]; then exec test -f package-lock.json -a -d node_modules; fi'];
    writeFileSync(file, [...script, `exec '${npm}' "$@"`, ''].join('\n'));
    chmodSync(file, 0o755);
  }

  /** Runs a command as it stands; gives its exit code and what a terminal shows. */
  run(command: string, kubeconfig: string): { status: number | null; shown: string } {
    const { CLUSTERNAME: _, CALICO_RELEASE: __, CALICO_TOPOLOGY: ___, CDK8S_OUTDIR: ____, ...inherited } = process.env;
    const env = {
      ...inherited,
      PATH: [this.binaries, dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: this.folder,
      TMPDIR: this.folder,
      KUBECONFIG: kubeconfig,
      npm_config_cache: join(this.folder, 'npm'),
    };
    const { status, stdout } = spawnSync('sh', ['-c', `{ ${command}\n} 2>&1`], { cwd: this.project, env });
    // What npm thinks of the settings of the machine is not the project's.
    return { status, shown: String(stdout).replace(/^npm (warn|notice).*\n/gm, '') };
  }

  leave(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A part of a page, from a heading to the next of its level. */
function partOf(page: string, heading: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  return text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`)) ?? '';
}

function sessionsOf(page: string, heading: string): Session[] {
  return blocksOf(partOf(page, heading))
    .filter(({ language }) => language === 'console')
    .map((block) => {
      const [command = '', ...lines] = block.text.trimEnd().split('\n');
      return { command: command.replace(/^\$ /, ''), lines };
    });
}

/** What a page about upgrades has people delete; what kubectl prints then differs from version to version. */
function deletions(): Session[] {
  const text = partOf('docs/upgrading.md', '3.7 to 3.13');
  const lines = blocksOf(text).flatMap((block) => (block.language === 'sh' ? block.text.trim().split('\n') : []));
  return lines.map((command) => ({ command, lines: [LEFT_OUT] }));
}

/** What is shown, with a line `…` for what the page leaves out, so that both can be compared as they stand. */
function asOnPage(shown: string, lines: readonly string[]): string[] {
  const all = shown === '' ? [] : shown.trimEnd().split('\n');
  const gap = lines.indexOf(LEFT_OUT);
  if (gap === -1) {
    return all;
  }
  const behind = lines.length - gap - 1;
  return [...all.slice(0, gap), LEFT_OUT, ...all.slice(Math.max(gap, all.length - behind))];
}

describe('a newcomer who does what the pages say', () => {
  const newcomer = new Newcomer();
  afterAll(() => newcomer.leave());

  function isAsOnPage({ command, lines }: Session, kubeconfig: string): void {
    const { status, shown } = newcomer.run(command, kubeconfig);
    expect(asOnPage(shown, lines)).toEqual(lines);
    // Only lint has something to find, in YAML that is wrong on purpose.
    expect(status).toBe(lines.some((line) => / \d+ errors?\b/.test(line)) ? 1 : 0);
  }

  /** Hands the commands to a shell, in their order, on a cluster with a release. */
  function follows(title: string, release: string, sessions: readonly Session[]): void {
    describe(`${title}, on a cluster with ${release}`, () => {
      let server: ControlPlane;
      let kubeconfig: string;
      beforeAll(async () => {
        server = await ControlPlane.start();
        await installCalico(server, release);
        kubeconfig = join(server.folder('newcomer'), 'kubeconfig');
        writeFileSync(kubeconfig, await server.succeed(['config', 'view', '--raw', '--flatten']), { mode: 0o600 });
      });
      afterAll(() => server?.stop());

      it.each(sessions)('$command', (session) => isAsOnPage(session, kubeconfig));
    });
  }

  const page = 'docs/getting-started.md';
  it.each(sessionsOf(page, 'What you need'))('$command', (session) => isAsOnPage(session, '/dev/null'));
  const tracks = ['3.14', '3.23'].map((release) => ({ release, sessions: sessionsOf(page, `Release ${release}`) }));
  for (const { release, sessions } of tracks) {
    follows(page, release, sessions);
  }

  const [synth] = sessionsOf('README.md', "The workshop's module 7");
  const lint = sessionsOf('README.md', 'YAML that you already have');
  const apply = { command: 'kubectl apply -f dist', lines: [LEFT_OUT, 'pod/netshoot created'] };
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  beforeAll(() => {
    const [yaml] = blocksOf(partOf('README.md', 'YAML that you already have'));
    writeFileSync(join(newcomer.project, 'alert.yaml'), yaml?.text ?? '');
  });
  // The README's tests as a whole are what this file is a part of; CI runs its `npm ci && npm test` as it stands.
  follows('README.md', '3.14', [...(synth ? [synth] : []), apply, ...lint, ...deletions()]);

  follows('docs/gitops.md', '3.23', sessionsOf('docs/gitops.md', 'kubectl'));

  it('finds synth, lint and apply in each of them', () => {
    const kinds = [/npm run synth$/, /calico-threat-defense lint /, /^kubectl apply -f dist$/];
    for (const commands of [...tracks.map(({ sessions }) => sessions), [...(synth ? [synth] : []), apply, ...lint]]) {
      expect(kinds.filter((kind) => !commands.some(({ command }) => kind.test(command)))).toEqual([]);
    }
    expect(readme).toContain(`\`${apply.command}\``);
  });
});
