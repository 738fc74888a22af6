import { isScalar, type ParsedNode } from 'yaml';
import type { DataKeys, Manifest } from '../../base';
import {
  type DocumentContent,
  decode,
  isNullScalar,
  type KubernetesObject,
  Locator,
  readDocuments,
  type Source,
  YamlReader,
} from '../../reading';
import { CommentQueue, commentsIn } from './comments';
import { identityOf } from './identity';
import type { Input, InputObject, Problem } from './input-object';
import { valueProblem } from './value-problem';

/** Reads all objects of all files. */
export function readInput(sources: Iterable<Source>): Input {
  const reader = new InputReader();
  for (const source of sources) {
    reader.read(source);
  }
  return reader;
}

class InputReader implements Input {
  readonly objects: InputObject[] = [];
  readonly problems: Problem[] = [];
  readonly notes: Problem[] = [];
  text = '';
  private readonly known = new Map<string, InputObject>();

  read({ file, bytes, patchOf }: Source): void {
    const { text, problem } = decode(bytes);
    if (problem !== undefined) {
      this.problems.push({ file, message: problem.message });
      return;
    }
    if (patchOf !== undefined) {
      this.notes.push({ file, message: `is a patch of ${patchOf.kustomization}, not an object, and was skipped` });
      return;
    }
    this.text += text;
    this.readText(file, text);
  }

  private readText(file: string, text: string): void {
    const reader = new YamlReader();
    const comments = new CommentQueue(commentsIn(text));
    for (const { content, problems } of readDocuments(text, reader)) {
      const place = (offset: number) => ({ file, line: reader.lines.linePos(offset).line });
      this.problems.push(...problems.map(({ offset, message }) => ({ ...place(offset), message })));
      if (content !== undefined) {
        this.notes.push(...content.problems.map(({ offset, message }) => ({ ...place(offset), message })));
        this.readObjects(content, comments, place);
      }
    }
    this.dropComments(file, comments.until(text.length + 1).length);
  }

  private readObjects(
    { root, plain, objects }: DocumentContent,
    comments: CommentQueue,
    place: (offset: number) => Pick<InputObject, 'file' | 'line'>,
  ): void {
    const locator = new Locator((alias) => plain.targetOf(alias));
    const nodes = objects.map(({ keys }) => locator.follow(root, keys) as ParsedNode);
    const end = root.range[2];
    for (const [index, object] of objects.entries()) {
      const [node, next] = [nodes[index] as ParsedNode, nodes[index + 1]];
      const isPlain = (keys: DataKeys) => isPlainScalar(locator.follow(node, keys) as ParsedNode);
      const own = comments.until(next === undefined ? end : startOf(next));
      this.add({ ...copied(object), ...place(startOf(node)), comments: own, isPlain });
    }
    if (objects.length === 0 && !(isScalar(root) && isNullScalar(root))) {
      this.notes.push({ ...place(startOf(root)), message: 'is not a Kubernetes object, and was skipped' });
    }
  }

  private add(object: InputObject): void {
    const problem = valueProblem(object.manifest);
    if (problem !== undefined) {
      this.problems.push({ ...placeOf(object), message: `${object.title}: ${problem}` });
      return;
    }
    const identity = identityOf(object.manifest);
    const twin = identity === undefined ? undefined : this.known.get(identity);
    if (twin === undefined) {
      this.objects.push(object);
      if (identity !== undefined) {
        this.known.set(identity, object);
      }
      return;
    }
    const where = `${twin.file}:${twin.line}`;
    if (JSON.stringify(twin.manifest) === JSON.stringify(object.manifest)) {
      this.notes.push({
        ...placeOf(object),
        message: `${object.title} is the same object as in ${where}, and is created once`,
      });
    } else {
      const message = `${object.title} has the same name as the object in ${where}, but different content, and a chart can have only one of them; convert the files one by one`;
      this.problems.push({ ...placeOf(object), message });
    }
  }

  private dropComments(file: string, count: number): void {
    if (count > 0) {
      const message = `comments after the last object of the file were dropped, because they belong to no object: ${count}`;
      this.notes.push({ file, message });
    }
  }
}

function copied({ manifest, title }: KubernetesObject): Pick<InputObject, 'manifest' | 'title'> {
  return { manifest: copyOf(manifest) as Manifest, title };
}

/** Aliases share their data, and maps of the reader have a prototype of their own. */
function copyOf(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(copyOf);
  }
  return typeof data === 'object' && data !== null
    ? Object.fromEntries(Object.entries(data).map(([key, item]) => [key, copyOf(item)]))
    : data;
}

function placeOf({ file, line }: InputObject): Pick<Problem, 'file' | 'line'> {
  return { file, line };
}

function startOf(node: ParsedNode): number {
  return node.range?.[0] ?? 0;
}

function isPlainScalar(node: ParsedNode): boolean {
  return isScalar(node) && node.type === 'PLAIN';
}
