import type { Kind, LiveCheck } from '../../kind';
import type { KubernetesObject } from '../../reading';
import { FailureKind, isFailure } from './api-failure';
import { ChangeKind } from './change';
import { durationText } from './duration-text';
import { poll } from './poll';
import { combined, failed, type Step, type StepFinding, StepOutcome, unknown, type Walk } from './step';

/** A check that a kind brings, and the objects of the manifests that it is about. */
export interface CheckedObjects {
  readonly check: LiveCheck;
  readonly objects: readonly KubernetesObject[];
  /** Whether no trigger of alerts depends on them. */
  readonly isAside: boolean;
}

/** The checks of kinds about which there is something in the manifests. */
export function checksOf(kinds: readonly Kind[], objects: readonly KubernetesObject[]): CheckedObjects[] {
  return kinds
    .flatMap((kind) =>
      (kind.liveChecks ?? []).map((check) => ({
        check,
        isAside: kind.liveEvents === undefined,
        objects: objects.filter(
          ({ manifest }) => kind.looksAt(manifest) && (check.concerns === undefined || check.concerns(manifest)),
        ),
      })),
    )
    .filter((checked) => checked.objects.length > 0);
}

/** The step of such a check. */
export function liveCheckStep({ check, objects, isAside }: CheckedObjects): Step {
  return {
    name: check.step,
    isAside,
    run: async (walk) => {
      const findings: StepFinding[] = [];
      for (const object of objects) {
        findings.push(await orWhyUnknown(object, () => settledState(object, check, walk)));
      }
      return combined(findings);
    },
  };
}

/** What cannot be read about one object says nothing about the others. */
async function orWhyUnknown({ title }: KubernetesObject, look: () => Promise<StepFinding>): Promise<StepFinding> {
  try {
    return await look();
  } catch (error) {
    if (!isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      throw error;
    }
    return unknown(`${title} cannot be verified: ${error.message}`);
  }
}

/** Calico may need a while for an object that was just applied. */
async function settledState(object: KubernetesObject, check: LiveCheck, walk: Walk): Promise<StepFinding> {
  const isFresh = [...walk.changes].some((change) => change.kind === ChangeKind.APPLIED && change.object === object);
  const longest = Math.min(check.longest, walk.api.timing.settled);
  const upTo = Math.min(longest, walk.timeout ?? longest);
  let last: StepFinding | undefined;
  await poll(walk.api, {
    upTo,
    until: async () => {
      last = await look(object, check, walk);
      if (last.outcome === StepOutcome.OK || !isFresh) {
        return true;
      }
      walk.watcher.waiting(`waiting for ${object.title} ${check.waitsFor}, up to ${durationText(upTo)}`);
      return undefined;
    },
  });
  return last ?? unknown();
}

async function look({ manifest, title }: KubernetesObject, check: LiveCheck, walk: Walk): Promise<StepFinding> {
  const path = await walk.resources.pathOf(manifest);
  if (path === undefined) {
    return failed(
      `${title} cannot exist: the cluster does not have the kind ${manifest.kind} of ${manifest.apiVersion}`,
    );
  }
  const live = await walk.resources.read(path);
  const made: unknown[] = [];
  for (const reference of check.makes?.(manifest) ?? []) {
    made.push(await walk.resources.readObject(reference));
  }
  return check.judge({ manifest, live, made, now: walk.api.serverTime ?? new Date() });
}
