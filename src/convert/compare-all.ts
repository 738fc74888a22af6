import { fieldPath, type Manifest, plural } from '../base';
import { type Choice, differenceText, printedValue } from './choose-constructs';
import { compareObject, type Explained, MADE_FOR_REASON } from './compare-object';
import { identityOf } from './reading/identity';
import type { InputObject, Note, Problem } from './reading/input-object';

/** What was found by comparing all objects of the input with all that a program creates. */
export interface Proof {
  /** Differences without a reason, and objects that are missing or were added. */
  readonly problems: readonly Problem[];
  /** Differences that change nothing, each with its reason. */
  readonly notes: readonly Note[];
  readonly differences: number;
}

/** Compares all objects of the input with all that a program creates. */
export function compareAll(choices: readonly Choice[], created: readonly Manifest[]): Proof {
  const left = new Map<string | undefined, Manifest[]>();
  for (const manifest of created) {
    const identity = identityOf(manifest);
    left.set(identity, [...(left.get(identity) ?? []), manifest]);
  }
  const problems: Problem[] = [];
  const explained: { readonly object: InputObject; readonly difference: Explained }[] = [];
  for (const { objects, expected } of choices) {
    for (const object of objects) {
      const twins = left.get(identityOf(object.manifest)) ?? [];
      const comparisons = twins.map((twin) => compareObject(object.manifest, twin, expected));
      const best = Math.max(
        0,
        comparisons.findIndex(({ unexplained }) => unexplained.length === 0),
      );
      const comparison = comparisons[best];
      twins.splice(best, 1);
      const { unexplained = [], explained: own = [] } = comparison ?? {};
      const messages = comparison === undefined ? ['is not created by the program'] : unexplained.map(differenceText);
      problems.push(...messages.map((message) => placed(object, message)));
      explained.push(...own.map((difference) => ({ object, difference })));
    }
  }
  const extra = [...left.values()].flat();
  problems.push(
    ...extra.map(({ kind, metadata }) => ({
      file: '',
      message: `the program adds ${kind}, ${JSON.stringify(metadata)}`,
    })),
  );
  return { problems, notes: notesOf(explained), differences: explained.length };
}

/** The annotations that each construct adds are one note. */
function notesOf(explained: readonly { readonly object: InputObject; readonly difference: Explained }[]): Note[] {
  const isOwn = ({ difference }: { readonly difference: Explained }) => difference.reason === MADE_FOR_REASON;
  const count = new Set(explained.filter(isOwn).map(({ object }) => object)).size;
  const others = explained.filter((one) => !isOwn(one));
  return [
    ...others.map(({ object, difference: { keys, left, right, reason } }) =>
      placed(object, `${fieldPath(keys)}: ${printedValue(left)} → ${printedValue(right)} (${reason})`),
    ),
    ...(count === 0
      ? []
      : [
          {
            file: '',
            message: `${plural(count, 'object')} of constructs: annotations calico-threat-defense/… are added (${MADE_FOR_REASON})`,
          },
        ]),
  ];
}

function placed({ file, line, title }: InputObject, message: string): Note {
  return { file, line, message: `${title}: ${message}` };
}
