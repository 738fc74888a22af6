import type { KubernetesObject } from '../reading';

/** Counts of objects by their kind, or another name. */
export type KindCounts = Readonly<Record<string, number>>;

/** What was read, and what became of it. */
export interface Checked {
  readonly files: number;
  readonly documents: number;
  /** Objects of kinds that lint checks. */
  readonly objects: number;
  /** Objects that no check looked at: those of other kinds, and patches. */
  readonly skipped: number;
  /** The objects that were checked, by kind. */
  readonly kinds: KindCounts;
  /** The objects that were skipped, by kind; those without a kind, such as the data in values.yaml, are not among them. */
  readonly skippedKinds: KindCounts;
  /** Templates of Helm charts, which are only checked after they were rendered. */
  readonly templates: number;
  /** Patches of kustomizations, which are only checked in what kustomize builds. */
  readonly patches: number;
  /** Objects that were made for another release or topology than the one that is set explicitly, by its name. */
  readonly otherClusters: KindCounts;
}

/** Counts what the linter sees. */
export class Tally {
  private files = 0;
  private documents = 0;
  private templates = 0;
  private patches = 0;
  private skippedOthers = 0;
  private readonly checked = new Map<string, number>();
  private readonly skipped = new Map<string, number>();
  private readonly otherClusters = new Map<string, number>();

  addFile(): void {
    this.files += 1;
  }

  addDocument(): void {
    this.documents += 1;
  }

  addTemplate(): void {
    this.templates += 1;
  }

  addPatchFile(): void {
    this.patches += 1;
  }

  /** @param madeFor what an object was made for, if it was checked for something else */
  addOtherCluster(madeFor: string | undefined): void {
    if (madeFor !== undefined) {
      count(this.otherClusters, madeFor, 1);
    }
  }

  /** The objects of a document of patches; undefined if there is nothing in it. */
  addPatches(objects: readonly KubernetesObject[] | undefined): void {
    this.documents += objects === undefined ? 0 : 1;
    for (const { manifest } of objects ?? []) {
      this.addObject(manifest.kind, false);
    }
  }

  /** Something without a kind. */
  addSkipped(): void {
    this.skippedOthers += 1;
  }

  addObject(kind: unknown, isChecked: boolean): void {
    count(isChecked ? this.checked : this.skipped, String(kind), 1);
  }

  /** Forgets all but the files. */
  clear(): void {
    this.documents = 0;
    this.templates = 0;
    this.patches = 0;
    this.skippedOthers = 0;
    this.checked.clear();
    this.skipped.clear();
    this.otherClusters.clear();
  }

  add(other: Tally): void {
    this.files += other.files;
    this.documents += other.documents;
    this.templates += other.templates;
    this.patches += other.patches;
    this.skippedOthers += other.skippedOthers;
    for (const [kind, number] of other.checked) {
      count(this.checked, kind, number);
    }
    for (const [kind, number] of other.skipped) {
      count(this.skipped, kind, number);
    }
    for (const [name, number] of other.otherClusters) {
      count(this.otherClusters, name, number);
    }
  }

  get result(): Checked {
    return {
      files: this.files,
      documents: this.documents,
      objects: sum(this.checked),
      skipped: sum(this.skipped) + this.skippedOthers,
      kinds: sorted(this.checked),
      skippedKinds: sorted(this.skipped),
      templates: this.templates,
      patches: this.patches,
      otherClusters: sorted(this.otherClusters),
    };
  }
}

function count(counts: Map<string, number>, kind: string, number: number): void {
  counts.set(kind, (counts.get(kind) ?? 0) + number);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, number) => total + number, 0);
}

function sorted(counts: ReadonlyMap<string, number>): KindCounts {
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
