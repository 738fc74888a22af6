import type { Node } from 'yaml';
import { FindingSeverity, fieldPath, type Manifest } from '../base';
import { type ClusterKind, isCalicoObject, logsMadeFor } from '../calico';
import {
  type DataProblem,
  decode,
  type IgnoreComment,
  type KubernetesObject,
  Locator,
  type PatchOf,
  type ReadDocument,
  readDocuments,
  type Source,
  SYNTAX,
  YamlReader,
} from '../reading';
import { checkIncomplete } from './calico/kind-checks';
import { slippedFields } from './calico/slipped-fields';
import { withoutFlood } from './flood';
import { checkIgnore, rulesTurnedOff } from './ignores';
import type { LintContext } from './lint-context';
import { type LintFinding, lintFinding, type Place } from './lint-finding';
import { MANIFEST_RULE_IDS } from './manifest-rules';
import { checkObject, withPublicGroup } from './object-checks';
import type { OpenObject } from './open-object';
import { ownedProblems, withoutReadings } from './owned-problems';
import { type Placed, Placer, startOf } from './placed-findings';
import { isOurs, isPatched, patchFinding, templateFinding, withoutPatched } from './whole-file';

/** Marks the finding of a question until it is answered. */
const UNANSWERED = { rule: '', severity: FindingSeverity.NOTICE, message: '' };

/** Checks one file. */
export class FileLinter {
  readonly findings: LintFinding[] = [];
  /** Objects whose other findings depend on other objects. */
  readonly open: OpenObject[] = [];
  documents = 0;
  /** Objects that a check looked at, and others. */
  objects = 0;
  skipped = 0;
  private readonly reader = new YamlReader();
  private readonly comments = this.reader.ignoreComments;
  /** Places of comments that an object has answered for. */
  private readonly answered = new Set<number | undefined>();
  /** What is about no object. */
  private readonly loose: Placed[] = [];
  private readonly cluster: ClusterKind;
  private text = '';
  /** Whether invalid YAML is only a warning: the file was found in a folder and is unrelated to Calico. */
  private isForeign = false;

  constructor(
    private readonly source: Source,
    private readonly context: LintContext,
  ) {
    const { cluster, settings } = context;
    this.cluster = { ...cluster, logs: cluster.logs ?? settings.for(source.file) };
  }

  lint(): void {
    const { text, problem } = decode(this.source.bytes);
    this.text = text;
    this.isForeign = this.source.isFound === true && !isOurs(text);
    if (problem !== undefined) {
      this.reader.countLines(text);
      this.addLoose([{ ...SYNTAX, ...problem, keys: [] }]);
    } else if (this.source.patchOf !== undefined && !this.isForeign) {
      this.passOver(this.source.patchOf);
    } else {
      this.lintText();
    }
    this.add('', this.loose);
  }

  private lintText(): void {
    let whole = true;
    for (const document of readDocuments(this.text, this.reader)) {
      whole = this.lintDocument(document) && whole;
      const template = this.reader.template.first;
      if (!whole && template !== undefined) {
        this.replaceAll(templateFinding(template));
        return;
      }
    }
    // After a syntax error, it is unknown which object a comment belongs to.
    if (whole) {
      this.lintLooseComments();
    }
  }

  /** A patch is not checked, whatever it contains. */
  private passOver(patchOf: PatchOf): void {
    for (const { content } of readDocuments(this.text, this.reader)) {
      this.documents += content === undefined ? 0 : 1;
      this.skipped += content?.objects.length ?? 0;
    }
    this.addLoose([patchFinding(patchOf)]);
  }

  private replaceAll(finding: Placed): void {
    this.findings.length = 0;
    this.open.length = 0;
    this.loose.splice(0, this.loose.length, finding);
    this.documents = 0;
    this.objects = 0;
    this.skipped = 0;
  }

  /** Whether the document could be read. */
  private lintDocument({ content, problems }: ReadDocument): boolean {
    if (content === undefined) {
      this.addLoose(problems);
      return problems.length === 0;
    }
    const { root, plain } = content;
    this.documents += 1;
    const locator = new Locator((alias) => plain.targetOf(alias));
    const placer = new Placer(locator, this.text);
    const objects = new Map(content.objects.map((object) => [fieldPath(object.keys), object]));
    const owned = ownedProblems(content.problems, objects);
    for (const [path, object] of objects) {
      this.lintObject(object, locator.follow(root, object.keys), placer, owned.get(path) ?? []);
    }
    this.addLoose(withoutReadings(owned.get(undefined) ?? []));
    if (objects.size === 0) {
      this.lintIncomplete(plain.data, root, placer);
    }
    return true;
  }

  private lintObject(
    { manifest, title }: KubernetesObject,
    root: Node,
    placer: Placer,
    problems: readonly DataProblem[],
  ): void {
    const { isChecked, findings, questions } = checkObject(manifest, this.clusterOf(manifest), this.context.now);
    this.context.index.add(withPublicGroup(manifest), this.source.file);
    this.objects += isChecked ? 1 : 0;
    this.skipped += isChecked ? 0 : 1;
    const mayHaveSlipped = findings.length > 0 || !isChecked;
    const slipped = mayHaveSlipped ? slippedFields(manifest, root, (at) => this.placeOf(at).line) : undefined;
    const { left: own, notice } = withoutPatched(findings, manifest, this.source.patches ?? []);
    const read = isChecked || isCalicoObject(manifest) ? problems : withoutReadings(problems);
    const all = [...read, ...(slipped === undefined ? own : [slipped]), ...(notice === undefined ? [] : [notice])];
    const start = startOf(root);
    const comments = this.comments.get(start) ?? [];
    this.answered.add(start);
    const off = rulesTurnedOff(comments);
    const left = withoutFlood(all.filter(({ rule }) => !off.has(rule)));
    this.add(
      title,
      left.map((finding) => ('offset' in finding ? finding : placer.place(root, finding))),
    );
    const commentFindings = this.commentChecks(title, comments, new Set(all.map(({ rule }) => rule)));
    if (questions.length === 0) {
      this.findings.push(...commentFindings(new Set()));
      return;
    }
    const placed = questions.map((question) => ({
      question,
      placed: placer.place(root, { ...question, ...UNANSWERED }),
    }));
    this.open.push({
      file: this.source.file,
      questions: placed
        .filter((one) => !isPatched(one.placed, manifest, this.source.patches ?? []))
        .map((one) => ({
          question: one.question,
          isOff: (rule) => off.has(rule),
          finding: lintFinding(this.placeOf(one.placed.offset), title, one.placed),
        })),
      comments: commentFindings,
    });
  }

  /**
   * Checks the comments above an object, given rules that found something in it in addition to the known ones. The function
   * keeps no part of the file.
   */
  private commentChecks(
    title: string,
    comments: readonly IgnoreComment[],
    known: ReadonlySet<string>,
  ): (others: ReadonlySet<string>) => LintFinding[] {
    const placed = comments.map((comment) => ({ comment, place: this.placeOf(comment.offset) }));
    return (others) => {
      const found = new Set([...known, ...others]);
      const findings = placed.flatMap(({ comment, place }) =>
        checkComment(comment, found).map((finding) => ({ ...finding, place })),
      );
      return withoutFlood(findings).map((finding) => lintFinding(finding.place, title, finding));
    };
  }

  /** An object without a FelixConfiguration beside it is checked for the log settings that it was made for. */
  private clusterOf(manifest: Manifest): ClusterKind {
    return this.cluster.logs === undefined ? { ...this.cluster, logs: logsMadeFor(manifest) } : this.cluster;
  }

  /** Data without a kind or a version is not an object, but may have been meant to be one of Calico's. */
  private lintIncomplete(data: unknown, root: Node, placer: Placer): void {
    const findings = checkIncomplete(data);
    this.skipped += findings.length === 0 ? 0 : 1;
    this.addLoose(findings.map((finding) => placer.place(root, finding)));
  }

  private lintLooseComments(): void {
    for (const [start, comments] of this.comments) {
      for (const comment of this.answered.has(start) ? [] : comments) {
        this.addLoose(checkComment(comment, undefined));
      }
    }
  }

  /** One by one, since a call takes only so many arguments. */
  private addLoose(findings: readonly Placed[]): void {
    for (const finding of findings) {
      this.loose.push(finding);
    }
  }

  private add(object: string, findings: readonly Placed[]): void {
    for (const finding of withoutFlood(findings)) {
      this.findings.push(lintFinding(this.placeOf(finding.offset), object, this.softened(finding)));
    }
  }

  private softened(finding: Placed): Placed {
    const isSoftened = this.isForeign && finding.severity === FindingSeverity.ERROR && finding.rule.startsWith('yaml/');
    return isSoftened ? { ...finding, severity: FindingSeverity.WARNING } : finding;
  }

  private placeOf(offset: number): Place {
    const { line, col: column } = this.reader.lines.linePos(offset);
    return { file: this.source.file, line, column };
  }
}

function checkComment(comment: IgnoreComment, found: ReadonlySet<string> | undefined): Placed[] {
  return checkIgnore(comment, found, MANIFEST_RULE_IDS).map((finding) => ({ ...finding, offset: comment.offset }));
}
