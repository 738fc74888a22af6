import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { KINDS, kindsOf, official, textOf } from '../crds/crd';
import { sharedFolder } from '../shared-folder';
import type { Synthesized } from '../support';
import type { ControlPlane } from './control-plane';

/** Namespaces that the Tigera operator makes. */
const NAMESPACES = ['calico-system', 'tigera-elasticsearch', 'tigera-guardian', 'tigera-intrusion-detection'];

/** Whose statement of the API: Calico's, from the shared folder, or the repository's own. */
export type CrdSource = "Calico's" | 'our';

/** Calico's where they are there, since they are what a cluster has. */
const SOURCE: CrdSource = sharedFolder === undefined ? 'our' : "Calico's";

/** The CRDs of a release for what the library emits; empty where they are not there. */
export function crdsOf(release: string, source = SOURCE): Synthesized[] {
  const crds = (source === 'our' ? [textOf(release)] : officialTexts(release))
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()))
    .filter((object) => object?.kind === 'CustomResourceDefinition' && KINDS.includes(object.spec.names.kind));
  // The folder does not have this one, which follows from two others.
  return source === 'our' || crds.length === 0 ? crds : [...crds, official(release, 'StagedGlobalNetworkPolicy')];
}

function officialTexts(release: string): string[] {
  const folder = join(sharedFolder ?? '', 'calico-crds', release);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  return files.map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** Makes a fresh control plane look like a cluster with this release, as far as applying manifests goes. */
export async function installCalico(server: ControlPlane, release: string, source = SOURCE): Promise<void> {
  const crds = crdsOf(release, source);
  const namespaces = NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  await server.create([...crds, ...namespaces]);
  await server.succeed([
    'wait',
    '--for=condition=Established',
    '--timeout=30s',
    ...crds.map(({ metadata }) => `crd/${metadata.name}`),
  ]);
  // The list of resources, which kubectl reads kinds from, follows a moment later.
  const served = async () => {
    const { stdout } = await server.kubectl(['get', '--raw=/apis/projectcalico.org/v3']);
    return kindsOf(release).every((kind) => stdout.includes(`"kind":"${kind}"`));
  };
  while (!(await served())) {
    await setTimeout(50);
  }
}

/** Describes tests that need the CRDs of a release; where there are none they are reported as skipped. */
export function describeWithCrds(release: string, name: string, tests: () => void, source = SOURCE): void {
  if (crdsOf(release, source).length === kindsOf(release).length) {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    it.skip(`needs ${source} CRDs of ${release}`, () => undefined);
  });
}
