import { type Manifest, valueAt } from '../base';
import type { KnownObject, Neighbors, Topic } from '../kind';
import { folderOf } from './log-settings-of-files';

/** The objects of one topic. */
class ObjectsOfTopic {
  readonly all: KnownObject<unknown>[] = [];
  readonly byName = new Map<string, KnownObject<unknown>[]>();
  readonly byFolder = new Map<string, KnownObject<unknown>[]>();
  readonly byFolderAndName = new Map<string, KnownObject<unknown>[]>();

  add(object: KnownObject<unknown>): void {
    this.all.push(object);
    listIn(this.byName, object.name).push(object);
    const folder = folderOf(object.file);
    listIn(this.byFolder, folder).push(object);
    listIn(this.byFolderAndName, placeOf(folder, object.name)).push(object);
  }
}

/** The objects of all files, as far as other objects ask about them. */
export class ObjectIndex {
  private readonly topics = new Map<Topic<unknown>, ObjectsOfTopic>();
  private readonly byKind = new Map<string, Topic<unknown>[]>();

  constructor(topics: readonly Topic<unknown>[]) {
    for (const topic of topics) {
      listIn(this.byKind, topic.kind).push(topic);
      this.topics.set(topic, new ObjectsOfTopic());
    }
  }

  /** @param file the file that contains the object */
  add(manifest: Manifest, file: string): void {
    for (const topic of this.byKind.get(String(manifest.kind)) ?? []) {
      const value = topic.isAbout(manifest) ? topic.read(manifest) : undefined;
      if (value !== undefined) {
        this.topics.get(topic)?.add({ ...nameOf(manifest), file, value });
      }
    }
  }

  /** What the objects of a file see of all others. */
  from(file: string): Neighbors {
    const folder = folderOf(file);
    const known = <Value>(topic: Topic<Value>, list: (objects: ObjectsOfTopic) => unknown) =>
      (list(this.topics.get(topic) ?? new ObjectsOfTopic()) ?? []) as readonly KnownObject<Value>[];
    return {
      all: (topic) => known(topic, ({ all }) => all),
      named: (topic, name) => known(topic, ({ byName }) => byName.get(name)),
      inFolder: (topic) => known(topic, ({ byFolder }) => byFolder.get(folder)),
      namedInFolder: (topic, name) => known(topic, ({ byFolderAndName }) => byFolderAndName.get(placeOf(folder, name))),
    };
  }
}

function listIn<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function nameOf(manifest: Manifest): Pick<KnownObject<unknown>, 'name' | 'namespace'> {
  const [name, namespace] = [valueAt(manifest, 'metadata', 'name'), valueAt(manifest, 'metadata', 'namespace')];
  return {
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
  };
}

/** No path contains a null character. */
function placeOf(folder: string, name: string): string {
  return `${folder}\0${name}`;
}
