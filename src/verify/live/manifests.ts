import { errorRule, type Finding, FindingSeverity, FindingsError, type Manifest, valueAt } from '../../base';
import { decode, type KubernetesObject, readDocuments, readSources, type Source } from '../../reading';

const UNREADABLE = errorRule({
  id: 'manifests/unreadable',
  form: 'words',
  what: 'The files to verify must be readable.',
  why: 'An unreadable file could contain the object that is missing on the cluster.',
  bad: '`npx cdk8s-calico-threat-defense verify dist`, and a file in `dist` is not YAML.',
  good: 'Files that `npm run synth` wrote.',
});
const EMPTY = errorRule({
  id: 'manifests/empty',
  form: 'words',
  what: 'The files to verify must contain at least one Kubernetes object.',
  why: 'Otherwise there is nothing to verify.',
  bad: '`npx cdk8s-calico-threat-defense verify dist` before `npm run synth`.',
  good: '`npm run synth`, then `npx cdk8s-calico-threat-defense verify dist`.',
});

/** The objects of files and folders of manifests. */
export class Manifests {
  /** @throws FindingsError when a file cannot be read or is not valid YAML, or there are no objects */
  static read(subject: string, paths: readonly string[]): Manifests {
    const problems: Finding[] = [];
    const complain = (path: string, reason: string) => {
      problems.push({ ...UNREADABLE, keys: [path], message: `cannot be read: ${reason}` });
    };
    const objects = [...readSources(paths, undefined, complain)].flatMap((source) => objectsOf(source, complain));
    if (problems.length === 0 && objects.length === 0) {
      const message = 'contains no Kubernetes objects; generate the manifests first with npm run synth';
      problems.push({ ...EMPTY, keys: [paths.join(' ')], message });
    }
    if (problems.length > 0) {
      throw new FindingsError(subject, problems);
    }
    return new Manifests(objects);
  }

  private constructor(readonly objects: readonly KubernetesObject[]) {}

  /** Some of these objects. */
  of(objects: readonly KubernetesObject[]): Manifests {
    return new Manifests(objects);
  }

  ofKind(...kinds: readonly string[]): KubernetesObject[] {
    return this.objects.filter(({ manifest }) => kinds.includes(String(manifest.kind)));
  }

  /** Whether a namespace is one of the objects. */
  createsNamespace(name: string): boolean {
    return this.ofKind('Namespace').some(({ manifest }) => nameOf(manifest) === name);
  }
}

export function nameOf(manifest: Manifest): string {
  return String(valueAt(manifest, 'metadata', 'name'));
}

export function namespaceOf(manifest: Manifest): string | undefined {
  const namespace = valueAt(manifest, 'metadata', 'namespace');
  return namespace === undefined || namespace === null ? undefined : String(namespace);
}

function objectsOf({ file, bytes }: Source, complain: (path: string, reason: string) => void): KubernetesObject[] {
  const { text, problem } = decode(bytes);
  if (problem !== undefined) {
    complain(file, problem.message);
    return [];
  }
  const objects: KubernetesObject[] = [];
  for (const { content, problems } of readDocuments(text)) {
    const first = (content?.problems ?? problems).find(({ severity }) => severity === FindingSeverity.ERROR);
    if (first === undefined) {
      objects.push(...(content?.objects ?? []));
    } else {
      complain(file, first.message);
    }
  }
  return objects;
}

/** The rules that this file checks. */
export const MANIFESTS_RULES = [UNREADABLE, EMPTY] as const;
