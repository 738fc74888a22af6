import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** What the tool makes of a README; it is a module, which jest does not load. */
function registryReadme(text: string): string {
  const tool = JSON.stringify(join(root, 'tools', 'registry-readme.mjs'));
  const program = `import { registryReadme } from ${tool};
    let text = '';
    process.stdin.on('data', (part) => { text += part; });
    process.stdin.on('end', () => process.stdout.write(registryReadme(text, 'https://github.com/a/b.git', '1.2.3')));`;
  return execFileSync(process.execPath, ['--input-type', 'module', '--eval', program], {
    input: text,
    encoding: 'utf8',
  });
}

describe('the README of registries', () => {
  it('has no relative link and no SVG, and is otherwise that of the repository', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const made = registryReadme(text);
    expect(made).not.toMatch(/\]\((?!https?:|#)/);
    expect(made).not.toMatch(/!\[[^\]]*\]\([^)]*\.svg/);
    expect(made).toContain('https://github.com/a/b/blob/v1.2.3/docs/getting-started.md');
    expect(made.split('\n')[0]).toBe(text.split('\n')[0]);
  });

  it.each([
    ['[a](docs/a.md#b)', '[a](https://github.com/a/b/blob/v1.2.3/docs/a.md#b)'],
    ['[a](./docs/a.md)', '[a](https://github.com/a/b/blob/v1.2.3/docs/a.md)'],
    ['![picture](docs/a.svg)', 'Picture: [picture](https://github.com/a/b/blob/v1.2.3/docs/a.svg)'],
    ['[here](#here) and [there](https://example.com/a)', '[here](#here) and [there](https://example.com/a)'],
    ['<picture>\n<source srcset="a.svg">\n<img src="b.svg">\n</picture>\nText', 'Text'],
  ])('%j becomes %j', (text, expected) => {
    expect(registryReadme(text)).toBe(expected);
  });
});
