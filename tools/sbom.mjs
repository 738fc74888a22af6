/*
 * The SBOM of the npm package: a CycloneDX document with the packages whose code is in it. It only depends on the lock file
 * and the source, so it has neither a serial number nor a time.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { manifestOf, resolvePackage } from './bundled-packages.mjs';

const REGISTRY = 'https://registry.npmjs.org';

/** Where a manifest names what its code may load. Peers that are optional may only be named in the last one. */
const DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta'];

const { FromNodePackageJson, License } = Contrib;
const references = new FromNodePackageJson.Factories.ExternalReferenceFactory();
const components = new FromNodePackageJson.Builders.ComponentBuilder(
  references,
  new License.Factories.LicenseFactory(),
);

/**
 * The text of `sbom.cdx.json`.
 *
 * @param {string} root the root of the project
 * @param {string[]} folders the folders of the packages, from the root on
 */
export function sbom(root, folders) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const subject = componentOf(root, '.');
  const byFolder = new Map();
  for (const folder of folders) {
    const component = componentOf(root, folder, lock[folder]);
    // A package that is installed twice in the same version is one component.
    byFolder.set(folder, [...byFolder.values()].find(({ purl }) => purl === component.purl) ?? component);
  }
  connect(subject, '.', [...DEPENDENCIES, 'devDependencies'], { root, byFolder });
  for (const [folder, component] of byFolder) {
    connect(component, folder, DEPENDENCIES, { root, byFolder });
  }
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: subject, tools: toolsOf() }),
    components: new Models.ComponentRepository(byFolder.values()),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** A package; its tarball is identified by the hash in the lock file. A package that another one bundles has none. */
function componentOf(root, folder, { integrity } = {}) {
  const manifest = manifestOf(root, folder);
  const component = components.makeComponent(manifest);
  const { group, name, version } = component;
  component.purl = new PackageURL('npm', group, name, version).toString();
  component.bomRef.value = component.purl;
  if (integrity !== undefined) {
    const [algorithm, digest] = integrity.split('-');
    if (algorithm !== 'sha512') {
      throw new Error(`${folder}: package-lock.json has no sha512 of it`);
    }
    const url = `${REGISTRY}/${manifest.name}/-/${name}-${version}.tgz`;
    const hashes = new Models.HashDictionary([
      [Enums.HashAlgorithm['SHA-512'], Buffer.from(digest, 'base64').toString('hex')],
    ]);
    component.externalReferences.add(
      new Models.ExternalReference(url, Enums.ExternalReferenceType.Distribution, { hashes }),
    );
  }
  return component;
}

/** Adds the dependencies that are among the components. */
function connect(component, folder, fields, { root, byFolder }) {
  const manifest = manifestOf(root, folder);
  for (const name of fields.flatMap((field) => Object.keys(manifest[field] ?? {}))) {
    const dependency = byFolder.get(resolvePackage(root, name, folder));
    if (dependency !== undefined) {
      component.dependencies.add(dependency.bomRef);
    }
  }
}

function toolsOf() {
  const manifest = createRequire(import.meta.url)('@cyclonedx/cyclonedx-library/package.json');
  return new Models.Tools({ components: new Models.ComponentRepository([components.makeComponent(manifest)]) });
}
