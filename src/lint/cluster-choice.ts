import { alert, type Finding, FindingsError, type Manifest, valueAt, warningRule } from '../base';
import { CalicoProduct, CalicoRelease, CalicoTopology, type ClusterKind, MADE_FOR } from '../calico';

const madeFor = (release: string): string =>
  alert().replace('metadata:\n', `metadata:\n  annotations:\n    ${MADE_FOR.release}: ${release}\n`);

const UNKNOWN = warningRule({
  id: 'calico-object/made-for-unknown',
  what: 'The annotations that name the release and the topology of an object must be valid.',
  why: 'Constructs write them. An invalid one is ignored, so the object may be checked for the wrong release.',
  bad: madeFor('latest'),
  good: madeFor('"3.23"'),
});

/** The cluster that an object is checked for. */
export interface ChosenCluster {
  /** Undefined if no release is known. */
  readonly cluster?: ClusterKind;
  /** What was noticed about the annotations of the object. */
  readonly findings: readonly Finding[];
  /** The release or the topology that the object was made for, if it is another one; as it is printed. */
  readonly madeFor?: string;
}

type Known = Partial<ClusterKind>;

/** What the annotations of an object say, as it is written and as far as it is valid. */
interface MadeFor extends Known {
  readonly releaseText?: string;
  readonly topologyText?: string;
}

/**
 * Chooses the cluster that each object is checked for: release and topology that are set explicitly, then those in the
 * annotations of the object, then those that its file falls back to. The topology is `managed` by default, and always on
 * Calico Cloud.
 */
export class ClusterChoice {
  private readonly releases = new Map<string, CalicoRelease | undefined>();

  /**
   * @param explicit what is set for all objects
   * @param fallbackOf what applies to the objects of a file that neither this nor an annotation decides
   */
  constructor(
    private readonly explicit: Known,
    private readonly fallbackOf: (file: string) => Known = () => ({}),
  ) {}

  /** The same choice among the topologies and log settings of a release that is set explicitly. */
  withRelease(release: CalicoRelease): ClusterChoice {
    return new ClusterChoice({ ...this.explicit, release }, this.fallbackOf);
  }

  for(file: string, manifest: Manifest): ChosenCluster {
    const fallback = this.fallbackOf(file);
    const made = this.madeFor(manifest);
    const release = this.explicit.release ?? made.release ?? fallback.release;
    const topology = this.explicit.topology ?? made.topology ?? fallback.topology ?? CalicoTopology.MANAGED;
    if (release === undefined) {
      return { findings: [] };
    }
    const cluster = {
      release,
      topology: release.product === CalicoProduct.CLOUD ? CalicoTopology.MANAGED : topology,
      logs: this.explicit.logs ?? fallback.logs,
    };
    return { cluster, findings: invalidAnnotations(made, cluster), madeFor: otherCluster(made, cluster) };
  }

  private madeFor(manifest: Manifest): MadeFor {
    const [releaseText, topologyText] = [annotation(manifest, 'release'), annotation(manifest, 'topology')];
    const topology = Object.values(CalicoTopology).find((known) => known === topologyText);
    return { release: this.releaseOf(releaseText), releaseText, topology, topologyText };
  }

  /** Parsed once, since a release that is newer than all known ones is reported when it is parsed. */
  private releaseOf(text: string | undefined): CalicoRelease | undefined {
    if (text === undefined) {
      return undefined;
    }
    if (!this.releases.has(text)) {
      this.releases.set(text, parsed(text));
    }
    return this.releases.get(text);
  }
}

function annotation(manifest: Manifest, name: 'release' | 'topology'): string | undefined {
  const text = valueAt(manifest, 'metadata', 'annotations', MADE_FOR[name]);
  return typeof text === 'string' ? text : undefined;
}

function parsed(text: string): CalicoRelease | undefined {
  try {
    return CalicoRelease.parse(text);
  } catch (error) {
    if (error instanceof FindingsError) {
      return undefined;
    }
    throw error;
  }
}

function invalidAnnotations({ releaseText, topologyText, ...made }: MadeFor, cluster: ClusterKind): Finding[] {
  const isReleaseInvalid = releaseText !== undefined && made.release === undefined;
  const isTopologyInvalid = topologyText !== undefined && made.topology === undefined;
  return [
    ...(isReleaseInvalid ? [unknown('release', releaseText, cluster.release.displayName)] : []),
    ...(isTopologyInvalid ? [unknown('topology', topologyText, `a ${cluster.topology} cluster`)] : []),
  ];
}

function otherCluster(made: MadeFor, { release, topology }: ClusterKind): string | undefined {
  if (made.release !== undefined && made.release.toString() !== release.toString()) {
    return made.release.displayName;
  }
  return made.topology === undefined || made.topology === topology ? undefined : `a ${made.topology} cluster`;
}

function unknown(name: 'release' | 'topology', value: string, checkedFor: string): Finding {
  const message = `is not a valid ${name}, so the object was checked for ${checkedFor}; correct or remove the annotation`;
  return { ...UNKNOWN, keys: ['metadata', 'annotations', MADE_FOR[name]], value, message };
}

/** The rules that this file checks. */
export const CLUSTER_CHOICE_RULES = [UNKNOWN] as const;
