import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { bundled, runCommand } from './cli/command';
import { alertOf, Repository } from './cli/repository';

const root = resolve(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const { version, bin } = JSON.parse(read('package.json'));

const WRONG = alertOf('network.ssh', { severity: 101, release: '3.22' });

describe('what runs lint in CI', () => {
  const command = bundled();
  let repository: Repository;
  let tools: string;
  beforeEach(() => {
    repository = new Repository();
    tools = join(repository.folder, '.tools');
    mkdirSync(tools);
    // Stands for the package on npm.
    const script = `#!/bin/sh\nwhile [ "$1" != lint ]; do shift; done\nexec "${process.execPath}" "${command()}/bin/calico-threat-defense.js" "$@"\n`;
    writeFileSync(join(tools, 'npx'), script);
    chmodSync(join(tools, 'npx'), 0o755);
    repository.write({ 'a/wrong.yaml': WRONG, 'b c/right.yaml': alertOf('network.right', { release: '3.22' }) });
  });
  afterEach(() => repository.remove());

  /** Runs the step of the action as a runner does. */
  function action(inputs: Readonly<Record<string, string>>): { readonly code: number | null; readonly stdout: string } {
    const { inputs: declared, runs } = parse(read('action.yml'));
    const [step] = runs.steps;
    const values = Object.entries<{ default: unknown }>(declared).map(([name, each]) => [
      `LINT_${name.toUpperCase()}`,
      inputs[name] ?? String(each.default),
    ]);
    expect(Object.keys(step.env)).toEqual(values.map(([name]) => name));
    const env = { PATH: `${tools}:${process.env['PATH']}`, ...Object.fromEntries(values) };
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run];
    const { status, stdout, stderr } = spawnSync('bash', args, { cwd: repository.folder, env, encoding: 'utf8' });
    expect(stderr).toBe('');
    return { code: status, stdout };
  }

  it('is an action that annotates lines, and fails where lint does', () => {
    const { code, stdout } = action({});
    expect(stdout).toMatch(
      /^::error file=a\/wrong\.yaml,line=9,endLine=9,col=13,endColumn=16,title=global-alert\/severity-range::/,
    );
    expect(code).toBe(1);
    expect(action({ paths: 'b c\n' })).toEqual({ code: 0, stdout: '' });
    expect(action({ paths: 'a/wrong.yaml\nb c/*.yaml', sarif: 'out.sarif' }).code).toBe(1);
    const sarif = JSON.parse(readFileSync(join(repository.folder, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results).toHaveLength(1);
  });

  it('is an action that passes its inputs on, and lets no shell interpret them', () => {
    repository.write({ 'plain/alert.yaml': alertOf('network.scan', { detector: true }) });
    const plain = { paths: 'plain', arguments: '--quiet\n--allow-empty' };
    expect(action({ ...plain, release: '3.22' }).code).toBe(1);
    expect(action({ ...plain, release: '3.14', topology: 'standalone' }).code).toBe(0);
    expect(parse(read('action.yml')).runs.steps[0].run).not.toContain('${{');
    const hostile = { paths: 'b c', arguments: '--exclude=$(touch hacked)\n--exclude=`touch hacked`; touch hacked' };
    expect(action(hostile)).toEqual({ code: 0, stdout: '' });
    expect(existsSync(join(repository.folder, 'hacked'))).toBe(false);
  });

  it('is a hook of pre-commit, which passes files', () => {
    const [hook] = parse(read('.pre-commit-hooks.yaml'));
    const [program, ...args] = hook.entry.split(' ');
    const env = { PATH: `${tools}:${process.env['PATH']}` };
    expect([program, args[1]]).toEqual(['npx', `cdk8s-calico-threat-defense@${version}`]);
    const run = (...files: readonly string[]) =>
      spawnSync(program, [...args, ...files], { cwd: repository.folder, env }).status;
    repository.write({ '.github/workflows/lint.yaml': 'on: push\n' });
    expect([run('a/wrong.yaml', 'b c/right.yaml'), run('.github/workflows/lint.yaml')]).toEqual([1, 0]);
    expect(hook).toMatchObject({ language: 'system', require_serial: true });
  });

  it('has the version of the package, and the image has no root and no moving tag', () => {
    const dockerfile = read('Dockerfile');
    expect(parse(read('action.yml')).inputs.version.default).toBe(version);
    expect(dockerfile).toContain(`ARG VERSION=${version}\n`);
    const versions = [...read('docs', 'ci.md').matchAll(/threat-defense@v?([\d.]+)|rev: v([\d.]+)/g)];
    expect(versions.length).toBeGreaterThan(5);
    expect(new Set(versions.map(([, npm, tag]) => npm ?? tag))).toEqual(new Set([version]));
    const images = [...dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+)/gm)].map(([, image]) => image);
    expect(images).toEqual(['node:22-alpine', 'gcr.io/distroless/nodejs22-debian12:nonroot']);
    expect(dockerfile).toMatch(/^USER 65532:65532$/m);
    const [, entry = ''] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
    expect(JSON.parse(entry)[1]).toBe(
      `/app/node_modules/cdk8s-calico-threat-defense/${bin['calico-threat-defense'].replace('./', '')}`,
    );
  });

  it('is what docs/ci.md shows: valid YAML, and commands that lint accepts', () => {
    const page = read('docs', 'ci.md');
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text));
    expect(blocks.length).toBeGreaterThanOrEqual(5);
    const [hook] = parse(read('.pre-commit-hooks.yaml'));
    const local = blocks.find((block) => block.repos?.[0].repo === 'local').repos[0].hooks[0];
    const { id, name, types_or, require_serial } = hook;
    expect(local).toMatchObject({ id, name, types_or, require_serial, language: 'node' });
    const [program, ...args] = local.entry.split(' ');
    expect(Object.keys(bin)).toContain(program);
    expect(hook.entry.endsWith(` ${args.join(' ')}`)).toBe(true);
    const used = blocks
      .flatMap((block) => block.jobs?.calico?.steps ?? [])
      .flatMap((step) => Object.keys(step.with ?? {}));
    const inputs = Object.keys(parse(read('action.yml')).inputs);
    expect(used.filter((input) => !inputs.includes(input))).toEqual(['sarif_file']);
    const commands = [...page.matchAll(/npx --yes cdk8s-calico-threat-defense@\S+ (lint .*)$/gm)].map(
      ([, line = '']) => line,
    );
    expect(commands).toHaveLength(4);
    for (const line of commands) {
      const args = line.split(' ');
      const input = args.includes('-') ? WRONG : '';
      const env = { PATH: `${tools}:${process.env['PATH']}` };
      const { status, stderr } = spawnSync('npx', args, { cwd: repository.folder, env, input, encoding: 'utf8' });
      expect([line, stderr, status]).toEqual([line, '', 1]);
    }
  });

  it('has the report as JSON that docs/ci.md describes', () => {
    const [, section = ''] = /^## The report as JSON\n([\s\S]*?)^## /m.exec(read('docs', 'ci.md')) ?? [];
    const described = [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, keys = '']) =>
      keys.split(', ').map((key) => key.replaceAll('`', '')),
    );
    repository.write({ 'old.yaml': alertOf('network.old', { severity: 101, release: '3.22' }) });
    const lint = (...args: readonly string[]) => runCommand(command(), ['lint', ...args], { cwd: repository.folder });
    const baseline = ['--baseline', 'baseline.json'];
    lint('old.yaml', ...baseline, '--write-baseline');
    const { stdout } = lint('.', ...baseline, '--quiet', '--format', 'json');
    const { findings, checked, omitted } = JSON.parse(stdout);
    expect(findings).toHaveLength(1);
    const keys = (prefix: string, object: object) => Object.keys(object).map((key) => `${prefix}.${key}`);
    const printed = [
      'findings',
      ...keys('findings[]', findings[0]),
      ...keys('checked', checked),
      ...keys('omitted', omitted),
    ];
    expect(described.sort()).toEqual(printed.sort());
  });
});
