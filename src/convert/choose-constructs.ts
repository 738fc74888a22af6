import { type Difference, fieldPath, formatValue, type Manifest } from '../base';
import type { ClusterKind } from '../calico';
import type { Construction, Conversion, ExpectedDifference } from '../kind';
import { KINDS } from '../kinds';
import { patchedObject, plainObject } from './api-object';
import { compareObject } from './compare-object';
import type { Placeholder } from './placeholders/placeholder';
import type { ProgramCluster } from './printing/program';
import { identityOf } from './reading/identity';
import type { InputObject, Note, Problem } from './reading/input-object';
import type { Packages } from './running/run-script';
import { type Trial, tryConstructions } from './running/synthesize';

/** What creates objects of the input. */
export interface Choice {
  readonly construction: Construction;
  /** At least one. */
  readonly objects: readonly InputObject[];
  readonly expected: readonly ExpectedDifference[];
}

export interface Choices {
  readonly choices: readonly Choice[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
}

/** What constructs are tried with. */
export interface TrialContext {
  readonly placeholders: readonly Placeholder[];
  readonly cluster: ProgramCluster | undefined;
  readonly packages: Packages;
  /** Whether the program is in a language in which an `ApiObject` has no props for its fields. */
  readonly patchesOnly: boolean;
}

interface Proposal extends Conversion {
  readonly object: InputObject;
}

/** The constructs that may create objects, by what their kinds propose. */
export function proposalsFor(objects: readonly InputObject[], cluster: ClusterKind): Proposal[] {
  return objects.flatMap((object) =>
    KINDS.filter(({ toProgram, looksAt }) => toProgram !== undefined && looksAt(object.manifest))
      .flatMap(({ toProgram }) => toProgram?.(object.manifest, cluster) ?? [])
      .map((conversion) => ({ ...conversion, object })),
  );
}

/** Chooses what creates each object: a construct of this library if it creates the same, or else an `ApiObject`. */
export function chooseConstructs(
  objects: readonly InputObject[],
  proposals: readonly Proposal[],
  context: TrialContext,
): Choices {
  const { constructs, notes } = choose(objects, proposals, context);
  const taken = new Set(constructs.flatMap((choice) => choice.objects));
  const left = objects.filter((object) => !taken.has(object));
  const { choices, problems } = chooseObjects(left, context);
  const all = [...constructs, ...choices];
  const place = (choice: Choice) => objects.indexOf(choice.objects[0] as InputObject);
  return { choices: all.sort((one, other) => place(one) - place(other)), problems, notes };
}

function choose(
  objects: readonly InputObject[],
  proposals: readonly Proposal[],
  { cluster, placeholders, packages }: TrialContext,
): { constructs: Choice[]; notes: Note[] } {
  const trials = tryConstructions(
    proposals.map(({ construction }) => construction),
    cluster,
    placeholders,
    packages,
  );
  const byIdentity = new Map(objects.map((object) => [identityOf(object.manifest), object]));
  const constructs: Choice[] = [];
  const notes: Note[] = [];
  const taken = new Set<InputObject>();
  for (const [index, proposal] of proposals.entries()) {
    const trial = trials[index] as Trial;
    const { construction, expected = [], object } = proposal;
    const outcome = 'error' in trial ? firstLine(trial.error) : matched(trial.objects, byIdentity, expected);
    if (typeof outcome === 'string') {
      const message = `${object.title} stays an ApiObject: ${construction.type} would not create it: ${outcome}`;
      notes.push({ file: object.file, line: object.line, message });
    } else if (!outcome.some((one) => taken.has(one))) {
      constructs.push({ construction, expected, objects: outcome.sort((one) => (one === object ? -1 : 0)) });
      for (const one of outcome) {
        taken.add(one);
      }
    }
  }
  return {
    constructs,
    notes: notes.filter(({ line, file }) => ![...taken].some((one) => one.line === line && one.file === file)),
  };
}

/** The objects of the input that a construct creates, or why it does not. */
function matched(
  created: readonly Manifest[],
  byIdentity: ReadonlyMap<string | undefined, InputObject>,
  expected: readonly ExpectedDifference[],
): InputObject[] | string {
  const objects: InputObject[] = [];
  for (const manifest of created) {
    const object = byIdentity.get(identityOf(manifest));
    if (object === undefined) {
      return `it would add ${String(manifest.kind)} ${fieldText(manifest)}`;
    }
    const [difference] = compareObject(object.manifest, manifest, expected).unexplained;
    if (difference !== undefined) {
      return differenceText(difference);
    }
    objects.push(object);
  }
  return objects;
}

/** An object, and why the forms that were tried do not create it. */
interface Waiting {
  readonly object: InputObject;
  readonly reason: string;
}

/** The first form of an `ApiObject` that creates an object. */
function chooseObjects(
  objects: readonly InputObject[],
  context: TrialContext,
): { choices: Choice[]; problems: Problem[] } {
  const choices: Choice[] = [];
  let waiting: readonly Waiting[] = objects.map((object) => ({ object, reason: '' }));
  for (const form of context.patchesOnly ? PATCHED_FORMS : FORMS) {
    const tried = tryForm(waiting, form, context);
    choices.push(...tried.choices);
    waiting = tried.left;
  }
  const problems = waiting.map(({ object: { file, line, title }, reason }) => ({
    file,
    line,
    message: `${title} cannot be created by cdk8s, and was omitted: ${reason}`,
  }));
  return { choices, problems };
}

function tryForm(
  waiting: readonly Waiting[],
  form: (typeof FORMS)[number],
  { placeholders, packages }: TrialContext,
): { choices: Choice[]; left: Waiting[] } {
  const attempts = waiting.map((one) => ({ ...one, construction: form(one.object.manifest) }));
  const possible = attempts.flatMap(({ construction }) => (construction === undefined ? [] : [construction]));
  const trials = tryConstructions(possible, undefined, placeholders, packages);
  const choices: Choice[] = [];
  const left: Waiting[] = [];
  for (const { object, construction, reason } of attempts) {
    const trial = construction && trials[possible.indexOf(construction)];
    const problem = trial === undefined ? reason : problemOf(object, trial);
    if (construction === undefined || problem !== undefined) {
      left.push({ object, reason: problem ?? reason });
    } else {
      choices.push({ construction, objects: [object], expected: [] });
    }
  }
  return { choices, left };
}

const PROPS = ['name', 'namespace', 'labels', 'annotations', 'finalizers'];
const FORMS = [plainObject, (manifest: Manifest) => patchedObject(manifest)];
const PATCHED_FORMS = [
  (manifest: Manifest) => patchedObject(manifest, PROPS),
  FORMS[1] as (manifest: Manifest) => Construction,
];

function problemOf({ manifest }: InputObject, trial: Trial): string | undefined {
  if ('error' in trial) {
    return firstLine(trial.error);
  }
  const [created] = trial.objects;
  const [difference] = created === undefined ? [] : compareObject(manifest, created).unexplained;
  return created === undefined ? 'nothing is created' : difference && differenceText(difference);
}

/** `spec.period is 5m0s, not 1m`. */
export function differenceText({ keys, left, right }: Difference): string {
  return `${fieldPath(keys)} is ${printedValue(right)} instead of ${printedValue(left)}`;
}

export function printedValue(data: unknown): string {
  return data === undefined ? 'missing' : formatValue(data);
}

function fieldText({ metadata }: Manifest): string {
  return String((metadata as { readonly name?: unknown } | undefined)?.name ?? '');
}

/** Findings have a line for their subject first. */
function firstLine(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length > 1 && lines[0]?.endsWith(':') !== true ? `${lines[1]}` : (lines[0] ?? '');
}
