import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiObject, type App, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KnownObjects, type TextParts } from './known-objects';
import { ANY_NAME, isPlainYaml, ManifestTexts } from './manifest-texts';
import { objectsInOrder } from './object-order';

/** Files by name, with their text. */
export type Files = ReadonlyMap<string, string>;

/** The files that cdk8s writes for an app, as texts. What an earlier app had too is neither rendered nor printed again. */
export class ManifestFiles {
  private readonly known = new KnownObjects();
  private readonly texts = new ManifestTexts();

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
    // Where there is a problem, cdk8s is to throw it.
    const objects = constructs.some(hasProblem) ? undefined : objectsInOrder(chart);
    const texts =
      objects?.map((object) => this.textOf(object, cluster)) ??
      chart.toJson().map((manifest: object) => this.texts.of(manifest));
    return new Map([[`${Names.toDnsLabel(chart)}${app.outputFileExtension}`, texts.join('---\n')]]);
  }

  private textOf(object: ApiObject, cluster: string): string {
    const text = isPlainYaml(cluster) ? (this.known.find(object, cluster) ?? this.learn(object, cluster)) : undefined;
    return text?.join(cluster) ?? this.texts.of(object.toJson());
  }

  private learn(object: ApiObject, cluster: string): TextParts | undefined {
    const text = this.texts.forAnyName(object.toJson(), cluster)?.split(ANY_NAME);
    if (text !== undefined) {
      this.known.add(object, cluster, text);
    }
    return text;
  }
}

function hasProblem(construct: IConstruct): boolean {
  return construct.node.validate().length > 0;
}

/** cdk8s then writes an additional file with the paths of constructs. */
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
