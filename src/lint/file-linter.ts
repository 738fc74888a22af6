import type { Node } from 'yaml';
import type { ClusterKind } from '../cluster';
import { errorRule, type Finding, formatValue } from '../findings';
import { fieldPath } from './field-path';
import { withoutFlood } from './flood';
import type { IgnoreComment } from './ignore-comments';
import { checkIgnore, rulesTurnedOff } from './ignores';
import { type KubernetesObject, objectsIn } from './kubernetes-objects';
import type { LintFinding } from './lint-finding';
import { Locator } from './locate';
import { checkObject } from './object-checks';
import { type DataProblem, PlainData } from './plain-data';
import { decode } from './source-text';
import { type YamlDocument, YamlReader } from './yaml-documents';

const SYNTAX = errorRule('yaml/syntax');

/** A finding and the place in the text that it is about. */
type Placed = Finding & { readonly offset: number };

/** Checks one file. */
export class FileLinter {
  readonly findings: LintFinding[] = [];
  documents = 0;
  objects = 0;
  private readonly reader = new YamlReader();
  private readonly comments = this.reader.ignoreComments;
  /** Places of comments that an object has answered for. */
  private readonly answered = new Set<number | undefined>();
  /** What is about no object. */
  private readonly loose: Placed[] = [];

  constructor(
    private readonly file: string,
    private readonly cluster: ClusterKind,
  ) {}

  lint(bytes: Uint8Array): void {
    const { text, problem } = decode(bytes);
    if (problem === undefined) {
      this.lintText(text);
    } else {
      this.reader.countLines(text);
      this.addLoose([{ ...SYNTAX, ...problem, path: '' }]);
    }
    this.add('', this.loose);
  }

  private lintText(text: string): void {
    let whole = true;
    for (const document of this.reader.documents(text)) {
      whole = this.lintDocument(document) && whole;
    }
    // Below a mistake nobody knows what a comment was meant for.
    if (whole) {
      this.lintLooseComments();
    }
  }

  /** Whether the document could be read. */
  private lintDocument({ content, problems }: YamlDocument): boolean {
    if (content === undefined || problems.length > 0) {
      this.addLoose(problems);
      return problems.length === 0;
    }
    const plain = new PlainData(content);
    if (!plain.complete) {
      this.addLoose(plain.problems);
      return false;
    }
    this.documents += 1;
    const locator = new Locator((alias) => plain.targetOf(alias));
    const objects = new Map([...objectsIn(plain.data)].map((object) => [fieldPath(object.keys), object]));
    const owned = ownedProblems(plain.problems, objects);
    for (const [path, object] of objects) {
      this.lintObject(object, locator.follow(content, object.keys), locator, owned.get(path) ?? []);
    }
    this.addLoose(owned.get(undefined) ?? []);
    return true;
  }

  private lintObject(
    { manifest, title }: KubernetesObject,
    root: Node,
    locator: Locator,
    problems: readonly DataProblem[],
  ): void {
    this.objects += 1;
    const findings = [...problems, ...checkObject(manifest, this.cluster)];
    const start = offsetOf(root);
    const comments = this.comments.get(start) ?? [];
    this.answered.add(start);
    const off = rulesTurnedOff(comments);
    const left = withoutFlood(findings.filter(({ rule }) => !off.has(rule)));
    this.add(
      title,
      left.map((finding) => ({
        ...finding,
        offset: offsetIn(finding) ?? offsetOf(locator.locate(root, finding.path)),
      })),
    );
    const found = new Set(findings.map(({ rule }) => rule));
    this.add(
      title,
      comments.flatMap((comment) => checkComment(comment, found)),
    );
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
    for (const { rule, severity, path, value, message, offset } of withoutFlood(findings)) {
      const { line, col: column } = this.reader.lines.linePos(offset);
      const printed = value === undefined ? undefined : formatValue(value);
      this.findings.push({ file: this.file, line, column, object, rule, severity, path, value: printed, message });
    }
  }
}

function checkComment(comment: IgnoreComment, found: ReadonlySet<string> | undefined): Placed[] {
  return checkIgnore(comment, found).map((finding) => ({ ...finding, offset: comment.offset }));
}

/** Where a finding is that was made before there was an object. */
function offsetIn(finding: Finding | DataProblem): number | undefined {
  return 'offset' in finding ? finding.offset : undefined;
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Problems by the path of the object that they are in, each with its own path counted from there. */
function ownedProblems(
  problems: readonly DataProblem[],
  objects: ReadonlyMap<string, KubernetesObject>,
): Map<string | undefined, DataProblem[]> {
  const owned = new Map<string | undefined, DataProblem[]>();
  for (const problem of problems) {
    const { keys } = problem;
    let length = 0;
    while (!objects.has(fieldPath(keys.slice(0, length))) && keys[length] === 'items') {
      length += 2;
    }
    const owner = fieldPath(keys.slice(0, length));
    const known = objects.has(owner);
    const list = owned.get(known ? owner : undefined) ?? [];
    list.push(known ? { ...problem, path: fieldPath(keys.slice(length)) } : problem);
    owned.set(known ? owner : undefined, list);
  }
  return owned;
}
