import type { CalicoTopology } from '../../src/calico';
import { CalicoTopology as Topology } from '../../src/calico';
import { type Converted, convert, Language } from '../../src/convert';
import { sourcePackages } from '../cli/packages';

export interface Converting {
  readonly release?: string;
  readonly topology?: CalicoTopology;
  readonly language?: Language;
  readonly file?: string;
}

/** Converts one file. */
export function converted(text: string, options: Converting = {}): Converted {
  return convertedFiles({ [options.file ?? 'objects.yaml']: text }, options);
}

/** Converts files by their names. */
export function convertedFiles(files: Readonly<Record<string, string>>, options: Converting = {}): Converted {
  const { release, topology = Topology.MANAGED, language = Language.TYPESCRIPT } = options;
  const sources = Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const cluster = { topology, ...(release === undefined ? {} : { release }) };
  return convert(sources, { cluster, language, packages: sourcePackages(), paths: Object.keys(files) });
}
