import type { ApiObject } from 'cdk8s';
import { formOf, isAlike, isPlainData } from '../../base';
import { PlainObject } from '../../kubernetes';

/** How many forms of one object are kept: of other releases, topologies, sites. */
const MOST_FORMS = 8;

/** How many objects are kept before they are forgotten: a program may call them otherwise for each cluster. */
const MOST_OBJECTS = 500;

/** The text of a manifest, divided where it has the name of the cluster. */
export type TextParts = readonly string[];

/** What an object was made from, with a mark for the name of the cluster, and its manifest for any name. */
interface Form {
  readonly data: unknown;
  readonly text: TextParts;
}

/**
 * The manifests of objects that were rendered for another cluster before. What clusters get is often the same but for
 * their names, and to compare data takes far less time than to render and print them.
 */
export class KnownObjects {
  /** By the paths of the objects below their chart, which may be called like the cluster. */
  private readonly forms = new Map<string, Form[]>();

  /**
   * @param name of the cluster that the object is for
   * @returns the manifest of an object for a cluster of any name; undefined where it is not known
   */
  find(object: ApiObject, name: string): TextParts | undefined {
    const forms = this.forms.get(pathOf(object));
    const data = forms === undefined ? undefined : PlainObject.dataOf(object);
    return data === undefined ? undefined : forms?.find((form) => isAlike(data, form.data, name))?.text;
  }

  /** Keeps the manifest of an object, a text that is right for any name; for objects of plain data only. */
  add(object: ApiObject, name: string, text: TextParts): void {
    const data = PlainObject.dataOf(object);
    if (data !== undefined && isPlainData(data, name)) {
      const others = this.forms.get(pathOf(object)) ?? [];
      if (this.forms.size === MOST_OBJECTS) {
        this.forms.clear();
      }
      this.forms.set(pathOf(object), [{ data: formOf(data, name), text }, ...others.slice(0, MOST_FORMS - 1)]);
    }
  }
}

function pathOf({ node, chart }: ApiObject): string {
  return node.path.slice(chart.node.path.length);
}
