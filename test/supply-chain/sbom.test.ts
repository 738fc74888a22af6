import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

const root = resolve(__dirname, '..', '..');

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly object[];
  readonly externalReferences?: readonly { readonly type: string; readonly hashes?: readonly { content: string }[] }[];
}

interface Sbom {
  readonly metadata: { readonly component: Component & { readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

function nameOf({ group, name, version }: Component): string {
  return `${group === undefined ? '' : `${group}/`}${name} ${version}`;
}

/** All packages whose code or whose licence is in a file, by what the file itself says. */
function licensed(text: string): string[] {
  return [...text.matchAll(/^-{80}\n\n(\S+ \S+) \(/gm)].map(([, title]) => title ?? '');
}

describe('sbom.cdx.json', () => {
  let folder: string;
  let text: string;
  let sbom: Sbom;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sbom '));
    execFileSync(process.execPath, [join(root, 'tools', 'bundle.mjs'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    text = readFileSync(join(folder, 'sbom.cdx.json'), 'utf8');
    sbom = JSON.parse(text);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is valid CycloneDX', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"components"', '"parts"'))).not.toBeNull();
  });

  it('lists each package whose licence is in LICENSES.txt, and each that npm bundles', () => {
    const inBundles = licensed(readFileSync(join(folder, 'LICENSES.txt'), 'utf8'));
    const listed = sbom.components.map(nameOf);
    expect(inBundles).toContain(`yaml ${versionOf('yaml')}`);
    expect(inBundles).toContain(`cdk8s ${versionOf('cdk8s')}`);
    const packed = packedByNpm();
    expect(packed).toContain(`cli-progress ${versionOf('cli-progress')}`);
    expect([...listed].sort()).toEqual([...new Set([...inBundles, ...packed])].sort());
  });

  it('contains the licence and the hash of each', () => {
    for (const { purl, licenses, externalReferences = [] } of sbom.components) {
      const { hashes } = externalReferences.find(({ type }) => type === 'distribution') ?? {};
      expect([purl, licenses?.length, hashes]).toEqual([
        purl,
        1,
        [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
      ]);
    }
  });

  it('reaches each from the library', () => {
    const below = new Map(sbom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
    const reached = new Set<string>([sbom.metadata.component['bom-ref']]);
    for (const ref of reached) {
      for (const next of below.get(ref) ?? []) {
        reached.add(next);
      }
    }
    expect(sbom.components.map(({ purl }) => purl).filter((purl) => !reached.has(purl))).toEqual([]);
  });

  it('has nothing that differs from run to run', () => {
    expect(text).not.toMatch(/"(serialNumber|timestamp)"/);
    expect(text).not.toContain(root);
  });

  it('comes with the licences and notices of what is in the bundles', () => {
    const licences = readFileSync(join(folder, 'LICENSES.txt'), 'utf8');
    for (const title of licensed(licences)) {
      const [name = ''] = title.split(' ');
      for (const file of readdirSync(join(root, 'node_modules', name)).filter((entry) =>
        /^(licen[cs]e|notice)/i.test(entry),
      )) {
        const [line = ''] = readFileSync(join(root, 'node_modules', name, file), 'utf8')
          .trim()
          .split('\n')
          .slice(-1);
        expect([title, file, licences.includes(line.trim())]).toEqual([title, file, true]);
      }
    }
  });

  function versionOf(name: string): string {
    return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
  }

  /** What the lock file says that users get with the package. */
  function packedByNpm(): string[] {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean; version: string }>;
    };
    return Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(([path, { version }]) => `${path.slice('node_modules/'.length)} ${version}`);
  }
});
