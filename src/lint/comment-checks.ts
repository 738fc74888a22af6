import type { IgnoreComment } from '../reading';
import { withoutFlood } from './flood';
import { checkIgnore } from './ignores';
import { type LintFinding, lintFinding, type Place } from './lint-finding';
import { MANIFEST_RULE_IDS } from './manifest-rules';
import type { Placed } from './placed-findings';

/** A comment that turns off a rule, and where it is. */
interface PlacedComment {
  readonly comment: IgnoreComment;
  readonly place: Place;
}

/**
 * Checks the comments above an object, given rules that found something in it in addition to the known ones. The function
 * keeps no part of the file.
 */
export function commentChecks(
  title: string,
  comments: readonly PlacedComment[],
  known: ReadonlySet<string>,
): (others: ReadonlySet<string>) => LintFinding[] {
  return (others) => {
    const found = new Set([...known, ...others]);
    const findings = comments.flatMap(({ comment, place }) =>
      checkComment(comment, found).map((finding) => ({ ...finding, place })),
    );
    return withoutFlood(findings).map((finding) => lintFinding(finding.place, title, finding));
  };
}

/** @param found the rules that found something in the object below the comment; undefined where there is no object */
export function checkComment(comment: IgnoreComment, found: ReadonlySet<string> | undefined): Placed[] {
  return checkIgnore(comment, found, MANIFEST_RULE_IDS).map((finding) => ({ ...finding, offset: comment.offset }));
}
