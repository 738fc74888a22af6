import { errorRule, type Finding, FindingsError } from '../../findings';
import { decode, type KubernetesObject, objectsIn, PlainData, readSources, type Source, YamlReader } from '../../lint';
import { type Manifest, valueAt } from '../../manifest';

const UNREADABLE = errorRule('manifests/unreadable');
const EMPTY = errorRule('manifests/empty');

/** The objects of a folder of manifests. */
export class Manifests {
  /** @throws FindingsError when a file cannot be read or is no YAML, or there is no object */
  static read(subject: string, paths: readonly string[]): Manifests {
    const problems: Finding[] = [];
    const complain = (path: string, reason: string) => {
      problems.push({ ...UNREADABLE, path, message: `cannot be read: ${reason}` });
    };
    const objects = [...readSources(paths, undefined, complain)].flatMap((source) => objectsOf(source, complain));
    if (problems.length === 0 && objects.length === 0) {
      const message = 'holds no Kubernetes object; make the manifests first, with npm run synth';
      problems.push({ ...EMPTY, path: paths.join(' '), message });
    }
    if (problems.length > 0) {
      throw new FindingsError(subject, problems);
    }
    return new Manifests(objects);
  }

  private constructor(readonly objects: readonly KubernetesObject[]) {}

  ofKind(...kinds: readonly string[]): KubernetesObject[] {
    return this.objects.filter(({ manifest }) => kinds.includes(String(manifest.kind)));
  }

  /** Whether one of the objects is the namespace of others. */
  makesNamespace(name: string): boolean {
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
  for (const { content, problems } of new YamlReader().documents(text)) {
    const plain = content === undefined ? undefined : new PlainData(content);
    const [first] = [...problems, ...(plain?.problems ?? [])];
    if (first !== undefined) {
      complain(file, first.message);
    } else if (plain !== undefined) {
      objects.push(...objectsIn(plain.data));
    }
  }
  return objects;
}
