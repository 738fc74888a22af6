import { FindingSeverity } from '../../../src/base';
import { CalicoRelease, CalicoTopology } from '../../../src/calico';
import { lint } from '../../../src/lint';

/** The rules by which our checks refuse a manifest, by way of the linter; none where they take it. */
export function rulesThatRefuse(text: string, release: string): string[] {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const { findings } = lint([{ file: 'alert.json', bytes: Buffer.from(text) }], cluster);
  const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
  return [...new Set(errors.map(({ rule }) => rule))].sort();
}
