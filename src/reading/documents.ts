import type { ParsedNode } from 'yaml';
import { type KubernetesObject, objectsIn } from './kubernetes-objects';
import { type DataProblem, PlainData } from './plain-data';
import type { TextProblem } from './text-problem';
import { YamlReader } from './yaml-documents';

/** The content of a document that is valid YAML: its nodes, its data, and the Kubernetes objects in it. */
export interface DocumentContent {
  readonly root: ParsedNode;
  readonly plain: PlainData;
  readonly objects: readonly KubernetesObject[];
  /** Problems that do not keep the data from being checked. */
  readonly problems: readonly DataProblem[];
}

/** One document of a file. It has content unless it is empty or could not be read. */
export interface ReadDocument {
  readonly content?: DocumentContent;
  /** Why there is no content; none for an empty document. */
  readonly problems: readonly TextProblem[];
}

/**
 * Reads a text document by document.
 *
 * @param reader keeps lines, comments and template marks, for callers that need them
 */
export function* readDocuments(text: string, reader = new YamlReader()): Generator<ReadDocument> {
  for (const { content: root, isJson, problems } of reader.documents(text)) {
    if (root === undefined || problems.length > 0) {
      yield { problems };
      continue;
    }
    const plain = new PlainData(root, isJson);
    yield plain.complete
      ? { content: { root, plain, objects: [...objectsIn(plain.data)], problems: plain.problems }, problems: [] }
      : { problems: plain.problems };
  }
}
