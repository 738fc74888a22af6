import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'sucrase';
import type { Manifest } from '../../base';
import type { Construction } from '../../kind';
import { readDocuments } from '../../reading';
import type { Placeholder } from '../placeholders/placeholder';
import type { ProgramCluster } from '../printing/program';
import { trialScript } from '../printing/typescript-script';
import { type Packages, type Run, runScript } from './run-script';

/** What a construct creates, or why it does not. */
export type Trial = { readonly objects: readonly Manifest[] } | { readonly error: string };

/** Creates each construct by itself. */
export function tryConstructions(
  constructions: readonly Construction[],
  cluster: ProgramCluster | undefined,
  placeholders: readonly Placeholder[],
  packages: Packages,
): Trial[] {
  if (constructions.length === 0) {
    return [];
  }
  const { result } = runScript(
    trialScript(constructions, cluster, placeholders),
    packages,
    (folder) => ({ RESULT: join(folder, 'result.json') }),
    (folder) => JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { yaml?: string; error: string }[],
  );
  return result.map(({ yaml, error }) => (yaml === undefined ? { error } : trialOf(yaml)));
}

/** What a program writes. */
export interface Synthesized {
  /** Its files as one text. */
  readonly yaml: string;
  readonly objects: readonly Manifest[];
}

/**
 * Runs a program of TypeScript, as `npx cdk8s synth` would.
 *
 * @throws ScriptFailure when it fails
 */
export function synthesize(
  program: string,
  placeholders: readonly Placeholder[],
  packages: Packages,
): Run<Synthesized> {
  const { code } = transform(program, { transforms: ['typescript', 'imports'], disableESTransforms: true });
  const variables = Object.fromEntries(placeholders.map(({ name, example }) => [name, String(example)]));
  return runScript(
    code,
    packages,
    (folder) => ({ ...variables, CDK8S_OUTDIR: join(folder, 'dist') }),
    (folder) => {
      const yaml = filesIn(join(folder, 'dist'))
        .map((file) => readFileSync(file, 'utf8'))
        .join('---\n');
      return { yaml, objects: objectsIn(yaml) };
    },
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** The objects of a text as kubectl reads them. */
function objectsIn(text: string): Manifest[] {
  return [...readDocuments(text)].flatMap(({ content }) => content?.objects.map(({ manifest }) => manifest) ?? []);
}

/** What a construct created, or why kubectl cannot read it. */
function trialOf(yaml: string): Trial {
  const [problem] = [...readDocuments(yaml)].flatMap(({ problems }) => problems);
  return problem === undefined
    ? { objects: objectsIn(yaml) }
    : { error: `kubectl could not read what cdk8s writes: it ${problem.message}` };
}
