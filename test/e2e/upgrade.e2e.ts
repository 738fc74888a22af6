import { parseAllDocuments } from 'yaml';
import { type Manifest, type RuleDescription, textAt } from '../../src/base';
import { CalicoRelease, CalicoTopology, groupOf } from '../../src/calico';
import { UpgradeVerdict } from '../../src/kind';
import { OBJECT_TYPES, RULES_OF_KINDS } from '../../src/kinds';
import { MANIFEST_RULES } from '../../src/lint';
import { checksOf, errorsBefore, objectStep } from '../../src/upgrade/object-step';
import { KINDS, kindsOf, RELEASES } from '../crds/crd';
import { OBJECTS } from '../upgrade/objects';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';
import { DryRun, type ServerVerdict } from './judge/dry-run';
import { isRuleOfOurs } from './judge/rules-of-ours';

/** The examples of all rules that are of types that the API server has, and the objects of the table of verdicts. */
const MANIFESTS: readonly Manifest[] = [...OBJECTS.map(([, manifest]) => manifest), ...examples()].filter(
  (manifest) =>
    KINDS.includes(String(manifest.kind)) &&
    typeOf(manifest) !== undefined &&
    /^[a-z0-9-]+$/.test(namespaceOf(manifest)),
);

function examples(): Manifest[] {
  const texts = RULES_OF_KINDS.flatMap(({ description }) => {
    const { form = 'manifest', bad, good, ...rest } = description;
    return form === 'manifest' ? [good, bad, ...((rest as RuleDescription).alsoBad ?? [])] : [];
  });
  return [...new Set(texts)].flatMap((text) =>
    parseAllDocuments(text)
      .filter(({ errors }) => errors.length === 0)
      .map((document) => document.toJS() as Manifest)
      .filter((data) => typeof data?.kind === 'string'),
  );
}

/** Objects of the public API only. */
function typeOf({ apiVersion, kind }: Manifest) {
  const { group } = groupOf(apiVersion);
  return apiVersion === 'projectcalico.org/v3'
    ? OBJECT_TYPES.find((type) => type.kind === kind && type.group === group)
    : undefined;
}

function namespaceOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'namespace') || 'default';
}

const cluster = (release: string) => ({ release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED });

/** Rules of Calico's own validation which do not say that CRDs do not have them. */
const OF_VALIDATION: readonly string[] = [
  'tigera-policy/name-prefix',
  'security-event-webhook/query',
  'alert-exception/spec-missing',
];

/** What only Calico's own validation rejects, as its rule says, so CRDs alone accept it. */
function isOnlyOfValidation(rule: string, release: string): boolean {
  const { why = '' } = MANIFEST_RULES[rule] ?? {};
  return OF_VALIDATION.includes(rule) || isRuleOfOurs(rule, release) || /native v3 CRDs|observed/.test(why);
}

const counts: [release: string, refused: number, confirmed: number, fine: number][] = [];

for (const release of RELEASES) {
  describeWithCrds(release, `an API server with the CRDs of ${release}, after an upgrade`, () => {
    const answers = new Map<Manifest, ServerVerdict>();
    let server: ControlPlane;
    beforeAll(async () => {
      server = await ControlPlane.start();
      await installCalico(server, release);
      const others = [...new Set(MANIFESTS.map(namespaceOf))].filter((namespace) => namespace !== 'default');
      const present = JSON.parse(await server.succeed(['get', 'namespaces', '-o', 'json'])).items;
      const known: string[] = present.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
      await server.create(
        others
          .filter((name) => !known.includes(name))
          .map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      );
      const dryRun = await DryRun.of(server);
      for (const manifest of MANIFESTS) {
        answers.set(manifest, await ask(dryRun, manifest));
      }
      dryRun.close();
    });
    afterAll(() => server?.stop());

    /** Whether the server accepts an object; it does not know the kinds of later releases. */
    async function ask(dryRun: DryRun, manifest: Manifest): Promise<ServerVerdict> {
      const type = typeOf(manifest);
      if (type === undefined || !kindsOf(release).includes(type.kind)) {
        return { refused: true, words: 'no such kind' };
      }
      const path = type.isNamespaced ? `namespaces/${namespaceOf(manifest)}/${type.plural}` : type.plural;
      return dryRun.ask(path, JSON.stringify(manifest));
    }

    const verdicts = RELEASES.filter((from) => from !== release).flatMap((from) =>
      MANIFESTS.map((manifest) => {
        const step = { from: cluster(from), to: cluster(release) };
        const checks = checksOf(manifest);
        const already = errorsBefore(manifest, step, { before: checks, after: checks }).length > 0;
        return { from, manifest, already, ...objectStep(manifest, step) };
      }),
    );

    it('accepts what is fine', () => {
      const fine = verdicts.filter(({ verdict, already }) => verdict === UpgradeVerdict.FINE && !already);
      const rejected = fine.filter(({ manifest }) => answers.get(manifest)?.refused !== false);
      expect(rejected.map(({ from, manifest }) => [from, answers.get(manifest)?.words, manifest])).toEqual([]);
      expect(fine.length).toBeGreaterThan(500);
    });

    it('rejects what is refused, but for what only the validation of Calico rejects', () => {
      const refused = verdicts.filter(({ verdict }) => verdict === UpgradeVerdict.REFUSED);
      const accepted = refused.filter(({ manifest }) => answers.get(manifest)?.refused !== true);
      const unexplained = accepted.filter(({ findings }) =>
        findings.some(
          ({ verdict, rule = '' }) => verdict === UpgradeVerdict.REFUSED && !isOnlyOfValidation(rule, release),
        ),
      );
      counts.push([release, refused.length, refused.length - accepted.length, verdicts.length - refused.length]);
      expect(unexplained.map(({ from, manifest, findings }) => [from, findings, manifest])).toEqual([]);
    });
  });
}

afterAll(() => {
  const lines = counts.map(([release, ...numbers]) => `${release}: ${numbers.join(' ')}`);
  process.stdout.write(`upgrades to: refused, confirmed, others\n${lines.join('\n')}\n`);
});
