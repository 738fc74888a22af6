import { ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { errorRule, formatFindings } from '../base';

const FILE_COLLISION = errorRule({
  id: 'manifest/file-collision',
  form: 'program',
  what: 'With one file per object, two objects must not have the same file name.',
  why: 'The file is named after the kind and the name, without the namespace, so one of the objects would be lost.',
  bad: "const files = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });\nfor (const namespace of ['one', 'two']) {\n  new DemoTarget(new Chart(files, namespace), 'target', { namespace });\n}\nfiles.synthYaml();",
  good: "const files = new App({ yamlOutputType: YamlOutputType.FILE_PER_CHART });\nfor (const namespace of ['one', 'two']) {\n  new DemoTarget(new Chart(files, namespace), 'target', { namespace });\n}\nfiles.synthYaml();",
});

/**
 * Objects that synthesis would lose. An app that writes one file per object names the file after kind and name, without
 * the namespace, so the second object with the same kind and name would overwrite the file of the first.
 *
 * @param reported objects for which another check already reports that they replace one another
 */
export function fileCollisions(root: IConstruct, reported: ReadonlySet<ApiObject>): string[] {
  // A program can contain two copies of cdk8s, so the app is recognized by its properties.
  const { yamlOutputType, outputFileExtension } = root as Partial<App>;
  const inFolders = yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  if (!inFolders && yamlOutputType !== YamlOutputType.FILE_PER_RESOURCE) {
    return [];
  }
  const firsts = new Map<string, WrittenFile>();
  return root.node.findAll().flatMap((object) => {
    if (!ApiObject.isApiObject(object)) {
      return [];
    }
    const name = `${fileName(inFolders ? object : object.toJson())}${outputFileExtension}`;
    const place = `${inFolders ? `${Chart.of(object).node.addr}/` : ''}${name.toLowerCase()}`;
    const first = firsts.get(place);
    if (first === undefined) {
      firsts.set(place, { name, object });
      return [];
    }
    return reported.has(object) ? [] : [collision(object, name, first)];
  });
}

interface WrittenFile {
  readonly name: string;
  readonly object: ApiObject;
}

/**
 * Like cdk8s: with folders from the object, otherwise from the manifest, in which patches may have changed the name.
 */
function fileName(object: object): string {
  const kind: unknown = Reflect.get(object, 'kind');
  const name: unknown = Reflect.get(Object(Reflect.get(object, 'metadata')), 'name');
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function collision(object: ApiObject, name: string, first: WrittenFile): string {
  const same =
    name === first.name
      ? `is also the file of ${first.object.node.path}`
      : `differs from ${first.name}, the file of ${first.object.node.path}, only in case, which some file systems ignore`;
  const message = `${same}, so one would overwrite the other: with one file per object, cdk8s names files after kind and name, without the namespace. Give one of them another name, or use YamlOutputType.FILE_PER_CHART`;
  return formatFindings(object.node.path, [{ ...FILE_COLLISION, keys: [name], message }]);
}

/** The rules that this file checks. */
export const FILE_COLLISIONS_RULES = [FILE_COLLISION] as const;
