import type { Finding, Manifest } from '../base';
import type { CalicoRelease, ClusterKind } from '../calico';
import type { UpgradeAction } from '../kind';
import { isPatched } from '../lint';
import type { Source } from '../reading';
import { fileDiff } from './file-diff';
import { type ChecksOf, checksOf, errorsBefore, type ObjectStep, objectStep, worstOf } from './object-step';
import { type FileObject, readText } from './read-files';
import type { ObjectResult } from './result';
import { isGenerated, tasksOf } from './tasks';
import { changedText, type TextChange, textChanges } from './text-changes';

/** The object of a file whose upgrade is followed. */
export interface Followed {
  readonly index: number;
  readonly cluster: string;
  /** The cluster before the upgrade. */
  readonly kind: ClusterKind;
}

/** The objects of one file that have the same way. */
export interface FileOnTheWay {
  readonly source: Source;
  readonly text: string;
  readonly followed: readonly Followed[];
}

interface State {
  readonly object: FileObject;
  readonly checks: ChecksOf;
}

/**
 * Follows the objects of one file from release to release. Each step starts from the file as it is after what the steps
 * before advise.
 */
export class FileUpgrade {
  private text: string;
  private states: ReadonlyMap<number, State>;
  /** The checks of the objects as they were before the upgrade. */
  private readonly original: ReadonlyMap<number, ChecksOf>;
  private readonly gone = new Set<number>();

  constructor(private readonly file: FileOnTheWay) {
    this.text = file.text;
    this.states = this.read(new Map());
    this.original = new Map([...this.states].map(([index, { checks }]) => [index, checks]));
  }

  /**
   * The objects in one step.
   *
   * @param first the release that the whole way begins with, in the last step
   */
  step(from: CalicoRelease, to: CalicoRelease, first?: CalicoRelease): ObjectResult[] {
    const results: ObjectResult[] = [];
    const changes: TextChange[] = [];
    for (const followed of this.file.followed.filter(({ index }) => !this.gone.has(index))) {
      const state = this.states.get(followed.index);
      if (state !== undefined) {
        results.push(this.stepOf(state, followed, { from, to, first }, changes));
      }
    }
    if (changes.length > 0) {
      this.text = changedText(this.text, changes);
      this.states = this.read(this.states);
    }
    return results;
  }

  /** An object whose text is the same keeps what was found in it. */
  private read(old: ReadonlyMap<number, State>): Map<number, State> {
    const { objects } = readText(this.file.source.file, this.text);
    return new Map(
      objects.map((object) => {
        const known = old.get(object.index);
        const isSame = known !== undefined && JSON.stringify(known.object.manifest) === JSON.stringify(object.manifest);
        return [object.index, { object, checks: isSame ? known.checks : this.checksOf(object.manifest) }];
      }),
    );
  }

  /** Fields that a kustomization sets are not looked at, since what it sets is not known here. */
  private checksOf(manifest: Manifest): ChecksOf {
    const checks = checksOf(manifest);
    const { patches = [] } = this.file.source;
    const isOwn = (finding: Finding) => !isPatched(finding, manifest, patches);
    return patches.length === 0 ? checks : (cluster) => checks(cluster).filter(isOwn);
  }

  private stepOf(
    { object, checks }: State,
    { index, cluster, kind }: Followed,
    { from, to, first }: { from: CalicoRelease; to: CalicoRelease; first?: CalicoRelease },
    changes: TextChange[],
  ): ObjectResult {
    const { manifest, title, line } = object;
    const on = (release: CalicoRelease): ClusterKind => ({ ...kind, release });
    const found = objectStep(manifest, { from: on(from), to: on(to) }, checks);
    const step =
      first === undefined
        ? found
        : withEarlier(
            found,
            errorsBefore(
              manifest,
              { from: on(first), to: on(to) },
              { before: this.original.get(index) ?? checks, after: checks },
            ),
          );
    const subject = { manifest, file: this.file.source.file, release: String(to) };
    const tasks = tasksOf(subject, step, (action) => this.diffOf(object, action, changes));
    if (step.actions.some(({ what }) => what === 'delete' || (what === 'replace' && isGenerated(manifest)))) {
      this.gone.add(index);
    }
    const { verdict, findings, lost } = step;
    return { file: this.file.source.file, index, line, object: title, cluster, verdict, findings, lost, tasks };
  }

  /** The diff of an action, in the file after the changes of the objects before; notes its changes. */
  private diffOf(object: FileObject, action: UpgradeAction, changes: TextChange[]): string | undefined {
    const own = isGenerated(object.manifest) ? undefined : textChanges(this.text, object, action);
    if (own === undefined || own.some((change) => changes.some((other) => overlap(change, other)))) {
      return undefined;
    }
    const before = changedText(this.text, changes);
    const shift = (change: TextChange) => shiftOf(changes, change.start);
    const shifted = own.map((change) => ({
      ...change,
      start: change.start + shift(change),
      end: change.end + shift(change),
    }));
    changes.push(...own);
    changes.sort((left, right) => left.start - right.start);
    return fileDiff(this.file.source.file, before, shifted);
  }
}

function overlap(one: TextChange, other: TextChange): boolean {
  return one.start < other.end && other.start < one.end;
}

/** How far a place was moved by changes before it. */
function shiftOf(changes: readonly TextChange[], place: number): number {
  return changes
    .filter(({ start }) => start < place)
    .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}

/** What was wrong before the upgrade, and still is. */
function withEarlier(step: ObjectStep, earlier: ObjectStep['findings']): ObjectStep {
  const fresh = new Set(step.findings.map(({ rule, path }) => `${rule} ${path}`));
  const others = earlier.filter(({ rule, path }) => !fresh.has(`${rule} ${path}`));
  if (others.length === 0) {
    return step;
  }
  const findings = [...step.findings, ...others];
  return {
    ...step,
    verdict: worstOf(findings.map(({ verdict }) => verdict)),
    findings,
    left: [...step.left, ...others],
  };
}
