import { AUDIT } from './audit';
import { DNS } from './dns';
import type { FieldFacts } from './field-facts';
import { FLOWS } from './flows';
import { L7 } from './l7';
import { VULNERABILITY } from './vulnerability';
import { WAF } from './waf';

const LABEL_KEY = '<key>';

/**
 * Whether Calico rejects or accepts a key that the data set does not have, and a value that the field cannot have. It
 * never checks keys and members of IN and NOTIN.
 */
export type Checking = 'refused' | 'taken' | 'values refused';

/** The fields of one data set. */
export class FieldCatalogue {
  /** The documented names; `<key>` at the end of a name is replaced by the key of a label. */
  readonly names: readonly string[];
  private readonly prefixes: readonly string[];

  constructor(
    readonly dataSet: string,
    private readonly fields: Readonly<Record<string, FieldFacts>>,
    readonly checking: Checking,
  ) {
    this.names = Object.keys(fields);
    this.prefixes = this.names
      .filter((name) => name.endsWith(LABEL_KEY))
      .map((name) => name.slice(0, -LABEL_KEY.length));
  }

  /** What is known about a field; undefined if the data set has no such field. */
  factsOf(key: string): FieldFacts | undefined {
    const prefix = this.prefixes.find((start) => key.startsWith(start));
    const name = prefix === undefined ? key : prefix + LABEL_KEY;
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
}

export const CATALOGUES: readonly FieldCatalogue[] = [
  new FieldCatalogue('flows', FLOWS, 'refused'),
  new FieldCatalogue('dns', DNS, 'refused'),
  // The fields of a record depend on the collector.
  new FieldCatalogue('l7', L7, 'taken'),
  new FieldCatalogue('audit', AUDIT, 'refused'),
  new FieldCatalogue('waf', WAF, 'values refused'),
  new FieldCatalogue('vulnerability', VULNERABILITY, 'refused'),
];

/** The fields of a data set; undefined if there is no such data set. */
export function catalogueOf(dataSet: string): FieldCatalogue | undefined {
  return CATALOGUES.find((catalogue) => catalogue.dataSet === dataSet);
}
