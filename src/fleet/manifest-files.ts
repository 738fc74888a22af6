import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiObject, type App, Chart, Names, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { PlainObject } from '../manifest';
import { objectsInOrder } from './object-order';

/** What the printed parts of manifests may take in memory before they are forgotten, in characters. */
const MOST_KEPT = 4_000_000;

/** Stands for the names of clusters. */
const ANY_NAME = 'any.cluster-of-the-fleet';

/** Longer than the words that mean something else in YAML: null, false and their like. */
const SURELY_PLAIN = /^[a-z][-.a-z0-9]{5,}$/;

/** Files by name, with their text. */
export type Files = ReadonlyMap<string, string>;

/**
 * The files that cdk8s writes for an app, as texts. Printing YAML takes more time than all the rest, and what clusters get
 * is often the same but for their names: each part of a manifest is printed once.
 */
export class ManifestFiles {
  private readonly printed = new Map<string, string>();
  private size = 0;

  /**
   * @param app its output folder may be written to, and is gone afterwards
   * @param cluster name of the cluster that the app is for
   * @throws what the validation of the app finds
   */
  of(app: App, cluster: string): Files {
    const constructs = app.node.findAll();
    const [chart, ...others] = constructs.filter((child): child is Chart => Chart.isChart(child));
    // Several charts may depend on one another, and then have other names and another order: cdk8s knows.
    if (chart === undefined || others.length > 0 || writesMetadata()) {
      return filesByCdk8s(app);
    }
    const name = isPlainYaml(cluster) ? cluster : undefined;
    const objects = constructs.some(hasProblem) ? undefined : objectsInOrder(chart);
    // The one that throws, where there is a problem, is cdk8s.
    const texts =
      objects?.map((object) => this.textOfObject(object, name)) ??
      chart.toJson().map((manifest: object) => this.textOf(manifest, name));
    return new Map([[`${Names.toDnsLabel(chart)}${app.outputFileExtension}`, texts.join('---\n')]]);
  }

  private textOfObject(object: ApiObject, cluster: string | undefined): string {
    const source = PlainObject.sourceOf(object);
    if (source === undefined) {
      return this.textOf(object.toJson(), cluster);
    }
    const name = nameIn(source, cluster);
    const general = withoutName(source, name);
    return withName(
      this.kept(general, () => this.print(withoutName(JSON.stringify(object.toJson()), name))),
      name,
    );
  }

  private textOf(manifest: object, cluster: string | undefined): string {
    if (!isTree(manifest, new Set())) {
      return Yaml.stringify(manifest);
    }
    const json = JSON.stringify(manifest);
    const name = nameIn(json, cluster);
    return withName(this.print(withoutName(json, name)), name);
  }

  /** The fields of a mapping are printed one after the other, so that the text of each may be kept, too. */
  private print(json: string): string {
    return this.kept(json, () => {
      const manifest: unknown = JSON.parse(json);
      const fields = typeof manifest === 'object' && !Array.isArray(manifest) ? Object.entries(manifest ?? {}) : [];
      return fields.length === 0
        ? Yaml.stringify(manifest)
        : fields.map(([name, value]) => this.printField({ [name]: value })).join('');
    });
  }

  private printField(field: object): string {
    return this.kept(JSON.stringify(field), () => Yaml.stringify(field));
  }

  private kept(key: string, print: () => string): string {
    const known = this.printed.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = print();
    this.size += key.length + text.length;
    if (this.size > MOST_KEPT) {
      this.printed.clear();
      this.size = key.length + text.length;
    }
    this.printed.set(key, text);
    return text;
  }
}

/** Whether YAML puts no quotes around a name; around 1.5 it does, so that another cannot stand for it. */
function isPlainYaml(name: string): boolean {
  return SURELY_PLAIN.test(name) || Yaml.stringify(name) === `${name}\n`;
}

/** The name of a cluster that another may stand for. */
function nameIn(json: string, cluster: string | undefined): string | undefined {
  return json.includes(ANY_NAME) ? undefined : cluster;
}

/** Where all that differs is the name of the cluster, as a text of its own, another name stands for it. */
function withoutName(json: string, name: string | undefined): string {
  // Behind a backslash the quotation mark does not begin a text: it is the last one within.
  return name === undefined
    ? json
    : json.replaceAll(`"${name}"`, (found, at) => (json[at - 1] === '\\' ? found : `"${ANY_NAME}"`));
}

function withName(text: string, name: string | undefined): string {
  return name === undefined ? text : text.replaceAll(ANY_NAME, () => name);
}

function hasProblem(construct: IConstruct): boolean {
  return construct.node.validate().length > 0;
}

/** cdk8s then writes a file beside the manifests, in which paths of constructs stand. */
function writesMetadata(): boolean {
  return process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] === 'true';
}

function filesByCdk8s(app: App): Files {
  try {
    // A program that synthesizes an app itself may have left something.
    rmSync(app.outdir, { recursive: true, force: true });
    app.synth();
    const files = readdirSync(app.outdir).sort();
    return new Map(files.map((file) => [file, readFileSync(join(app.outdir, file), 'utf8')]));
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

/** Whether JSON says all of a value: no object stands in two places, for which YAML has anchors, and nothing is odd. */
function isTree(value: unknown, seen: Set<object>): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || hasTrees(value, seen);
    default:
      return false;
  }
}

function hasTrees(value: object, seen: Set<object>): boolean {
  if (seen.has(value) || !(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
    return false;
  }
  seen.add(value);
  // Holes of lists are looked at too.
  const parts: unknown[] = Array.isArray(value) ? [...value] : Object.values(value);
  return parts.every((part) => isTree(part, seen));
}
