import type { Node } from 'yaml';
import { FindingSeverity, fieldPath, type Manifest } from '../base';
import { type ClusterKind, isCalicoObject } from '../calico';
import {
  type DataProblem,
  decode,
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
import type { ChosenCluster } from './cluster-choice';
import { checkComment, commentChecks } from './comment-checks';
import { withoutFlood } from './flood';
import { rulesTurnedOff } from './ignores';
import type { LintContext } from './lint-context';
import { type LintFinding, lintFinding, type Place, placeIn, type WithoutRelease } from './lint-finding';
import { type CheckedObject, checkObject, withPublicGroup } from './object-checks';
import type { OpenObject } from './open-object';
import { ownedProblems, withoutReadings } from './owned-problems';
import { type Placed, Placer, startOf } from './placed-findings';
import { Tally } from './tally';
import {
  isOurs,
  isPatched,
  isTemplateOfChart,
  patchFinding,
  softened,
  templateFinding,
  withoutPatched,
} from './whole-file';

/** Marks the finding of a question until it is answered. */
const UNANSWERED = { rule: '', severity: FindingSeverity.NOTICE, message: '' };

/** Checks one file. */
export class FileLinter {
  readonly findings: LintFinding[] = [];
  /** Objects whose other findings depend on other objects. */
  readonly open: OpenObject[] = [];
  readonly tally = new Tally();
  withoutRelease: WithoutRelease | undefined;
  private readonly reader = new YamlReader();
  private readonly comments = this.reader.ignoreComments;
  /** Places of comments that an object has answered for. */
  private readonly answered = new Set<number | undefined>();
  /** What is about no object. */
  private readonly loose: Placed[] = [];
  private text = '';
  /** Whether invalid YAML is only a warning: the file was found in a folder and is unrelated to Calico. */
  private isForeign = false;

  constructor(
    private readonly source: Source,
    private readonly context: LintContext,
  ) {}

  lint(): void {
    const { text, problem } = decode(this.source.bytes);
    this.tally.addFile();
    if (isTemplateOfChart(this.source, text)) {
      this.tally.addTemplate();
      return;
    }
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
      this.tally.addPatches(content?.objects);
    }
    this.tally.addPatchFile();
    this.addLoose([patchFinding(patchOf)]);
  }

  private replaceAll(finding: Placed): void {
    this.findings.length = 0;
    this.open.length = 0;
    this.loose.splice(0, this.loose.length, finding);
    this.tally.clear();
  }

  /** Whether the document could be read. */
  private lintDocument({ content, problems }: ReadDocument): boolean {
    if (content === undefined) {
      this.addLoose(problems);
      return problems.length === 0;
    }
    const { root, plain } = content;
    this.tally.addDocument();
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

  private lintObject(object: KubernetesObject, root: Node, placer: Placer, problems: readonly DataProblem[]): void {
    const { manifest, title } = object;
    const checked = this.checkSeen(object, root);
    const { isChecked, findings, questions } = checked;
    this.context.index.add(withPublicGroup(manifest), this.source.file);
    this.tally.addObject(manifest.kind, isChecked);
    if (checked.lacksRelease) {
      const first = this.withoutRelease?.first ?? { ...this.placeOf(startOf(root)), object: title };
      this.withoutRelease = { count: (this.withoutRelease?.count ?? 0) + 1, first };
    }
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
    const commentFindings = commentChecks(
      title,
      comments.map((comment) => ({ comment, place: this.placeOf(comment.offset) })),
      new Set(all.map(({ rule }) => rule)),
    );
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
          finding: lintFinding(this.placeOf(one.placed.offset, one.placed.end), title, one.placed),
        })),
      comments: commentFindings,
    });
  }

  private checkSeen({ manifest, title }: KubernetesObject, { range }: Node): CheckedObject {
    let cluster: ClusterKind | undefined;
    const choose = () => {
      const chosen = this.clusterOf(manifest);
      cluster = chosen.cluster;
      return chosen;
    };
    const checked = checkObject(manifest, choose, this.context.now);
    const [firstLine, lastLine] = [this.placeOf(range?.[0] ?? 0).line, this.placeOf(range?.[1] ?? 0).line];
    this.context.seen?.({ manifest, title, cluster, firstLine, lastLine });
    return checked;
  }

  /** An object without a FelixConfiguration beside it is checked for the log settings that it was made for. */
  private clusterOf(manifest: Manifest): ChosenCluster {
    const { file } = this.source;
    const { cluster, findings, madeFor } = this.context.clusters.for(file, manifest);
    this.tally.addOtherCluster(madeFor);
    const logs = cluster?.logs ?? this.context.settings.forObject(file, manifest);
    return { cluster: cluster && { ...cluster, logs }, findings };
  }

  /** Data without a kind or a version is not an object, but may have been meant to be one of Calico's. */
  private lintIncomplete(data: unknown, root: Node, placer: Placer): void {
    const findings = checkIncomplete(data);
    if (findings.length > 0) {
      this.tally.addSkipped();
    }
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
      const own = this.isForeign ? softened(finding) : finding;
      this.findings.push(lintFinding(this.placeOf(finding.offset, finding.end), object, own));
    }
  }

  private placeOf(offset: number, end?: number): Place {
    return placeIn(this.source.file, this.reader.lines, offset, end);
  }
}
