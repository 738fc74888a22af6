import { AUDIT } from './audit';
import { DNS } from './dns';
import type { FieldFacts } from './field-facts';
import { FLOWS } from './flows';
import { L7 } from './l7';

const LABEL_KEY = '<key>';

/** The documented fields of one data set. */
export class FieldCatalogue {
  /** The names as they are documented; where one ends with `<key>`, any key of a label may stand. */
  readonly names: readonly string[];
  private readonly prefixes: readonly string[];

  constructor(
    readonly dataSet: string,
    private readonly fields: Readonly<Record<string, FieldFacts>>,
  ) {
    this.names = Object.keys(fields);
    this.prefixes = this.names
      .filter((name) => name.endsWith(LABEL_KEY))
      .map((name) => name.slice(0, -LABEL_KEY.length));
  }

  /** What is known of a field; undefined where the data set has no such field. */
  factsOf(key: string): FieldFacts | undefined {
    const prefix = this.prefixes.find((start) => key.startsWith(start) && key.length > start.length);
    const name = prefix === undefined ? key : prefix + LABEL_KEY;
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
}

export const CATALOGUES: readonly FieldCatalogue[] = [
  new FieldCatalogue('flows', FLOWS),
  new FieldCatalogue('dns', DNS),
  new FieldCatalogue('l7', L7),
  new FieldCatalogue('audit', AUDIT),
];

/** The fields of a data set; undefined for waf and vulnerability, whose fields nobody documents. */
export function catalogueOf(dataSet: string): FieldCatalogue | undefined {
  return CATALOGUES.find((catalogue) => catalogue.dataSet === dataSet);
}
