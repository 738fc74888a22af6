import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Chart, Names, Yaml } from 'cdk8s';

/** What the printed parts of manifests may take in memory before they are forgotten, in characters. */
const MOST_KEPT = 4_000_000;

/** Stands for the names of clusters. */
const ANY_NAME = 'any.cluster-of-the-fleet';

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
    const charts = app.node.findAll().filter((child): child is Chart => Chart.isChart(child));
    const [chart] = charts;
    // Several charts may depend on one another, and then have other names and another order: cdk8s knows.
    return chart === undefined || charts.length > 1 || writesMetadata()
      ? filesByCdk8s(app)
      : this.fileOf(app, chart, cluster);
  }

  private fileOf(app: App, chart: Chart, cluster: string): Files {
    const manifests: object[] = chart.toJson();
    // A name that YAML puts in quotes, such as 1.5, cannot stand in for one that it does not.
    const name = Yaml.stringify(cluster) === `${cluster}\n` ? cluster : undefined;
    const text = manifests.map((manifest) => this.textOf(manifest, name)).join('---\n');
    return new Map([[`${Names.toDnsLabel(chart)}${app.outputFileExtension}`, text]]);
  }

  /** Where all that differs is the name of the cluster, as a text of its own, another name stands for it. */
  private textOf(manifest: object, name: string | undefined): string {
    if (!isTree(manifest, new Set())) {
      return Yaml.stringify(manifest);
    }
    const json = JSON.stringify(manifest);
    if (name === undefined || json.includes(ANY_NAME)) {
      return this.print(json);
    }
    // Behind a backslash the quotation mark does not begin a text: it is the last one within.
    const general = json.replaceAll(`"${name}"`, (found, at) => (json[at - 1] === '\\' ? found : `"${ANY_NAME}"`));
    return this.print(general).replaceAll(ANY_NAME, () => name);
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
