import { App } from 'cdk8s';
import { checkProps, FLAG, list, optional, struct, TEXT, type ValueType } from '../arguments';
import { CalicoCluster } from '../cluster';
import { report, withListener } from '../findings';
import { ClusterProblems, ClusterWarnings } from './cluster-texts';
import { FleetFolder } from './fleet-folder';
import { checkMembers, FLEET_MEMBER, type FleetMember, folderOf } from './fleet-member';
import { FleetProgress } from './fleet-progress';
import { ManifestFiles } from './manifest-files';

/** What a fleet is made of, and how it is written. */
export interface FleetProps {
  /** The clusters, in the order in which they are made. */
  readonly members: FleetMember[];

  /**
   * The folder that takes a folder for each cluster.
   *
   * @default what the environment variable `CDK8S_OUTDIR` names, or else `dist`
   */
  readonly outdir?: string;

  /**
   * Whether clusters without a problem are written although others have one. `synth` throws all the same, at its end.
   * What an earlier run made of a cluster that now has a problem stays as it is.
   *
   * @default false - nothing is written where any cluster has a problem
   */
  readonly keepGoing?: boolean;

  /**
   * Whether progress, warnings and notices are left out. Errors are thrown all the same.
   *
   * @default false - they go to standard error: a bar on a terminal, a line for each tenth elsewhere
   */
  readonly quiet?: boolean;
}

/** What a run of a fleet has done. */
export interface FleetSummary {
  /** How many clusters were made. */
  readonly clusters: number;

  /** How many files are new or have changed. */
  readonly filesWritten: number;

  /** How many files are as they were, and were left alone. */
  readonly filesUnchanged: number;

  /** How many files of earlier runs are gone: those of clusters and charts that are no longer made. */
  readonly filesRemoved: number;
}

/**
 * Many clusters from one program, a folder each. A subclass says what a cluster gets, in its method `addCharts`.
 *
 * Each cluster has an app of its own, which is let go when its manifests are made, so that time grows with the number of
 * clusters, and memory does not. The files are those that `App.synth` would write for the cluster alone, byte for byte.
 */
export abstract class Fleet {
  /** The clusters, in the order in which they are made. */
  public readonly members: FleetMember[];

  /** The folder that takes a folder for each cluster. */
  public readonly outdir: string;

  private readonly keepGoing: boolean;
  private readonly quiet: boolean;

  /**
   * @param props clusters, and how they are written
   * @throws when there is no cluster, or two would share a folder, or the name of a folder is not legal
   */
  constructor(props: FleetProps) {
    checkProps('fleet', props, PROPS);
    report('fleet', checkMembers(props.members));
    this.members = [...props.members];
    this.outdir = props.outdir ?? (process.env['CDK8S_OUTDIR'] || 'dist');
    this.keepGoing = props.keepGoing ?? false;
    this.quiet = props.quiet ?? false;
  }

  /**
   * Adds the charts of one cluster to its app. Constructs below the app find the cluster by themselves.
   *
   * @param app what the charts are added to
   * @param member the cluster and its folder
   */
  protected abstract addCharts(app: App, member: FleetMember): void;

  /**
   * Makes all clusters, and then puts the new folder in the place of the old one, in one step: a run that fails or is
   * ended leaves the old one as it was. Files that have not changed are not written again; those of clusters that are no
   * longer there are removed; those that no fleet has made are kept.
   *
   * @returns what was done
   * @throws with the problems of all clusters at once, and when the folder cannot be written
   */
  public synth(): FleetSummary {
    const folder = new FleetFolder(this.outdir);
    const progress = new FleetProgress(this.members.length, this.quiet);
    const problems = new ClusterProblems(this.members.length);
    const warnings = new ClusterWarnings();
    try {
      const manifests = new ManifestFiles();
      for (const member of this.members) {
        const name = folderOf(member);
        const files = problems.attempt(name, () => {
          const make = () => manifests.of(this.appOf(member, folder.scratch), member.cluster.name);
          const made = withListener((text) => warnings.add(name, text), make);
          folder.check(name, made);
          return made;
        });
        if (files !== undefined) {
          folder.put(name, files);
        } else if (this.keepGoing) {
          folder.keep(name);
        }
        progress.step();
      }
      if (!this.keepGoing) {
        problems.throwIfAny('nothing was written');
      }
      const summary = { clusters: this.members.length - problems.count, ...folder.replace() };
      progress.end(summary, `${warnings}`);
      problems.throwIfAny('the others were written');
      return summary;
    } finally {
      progress.stop();
      folder.dispose();
    }
  }

  private appOf(member: FleetMember, outdir: string): App {
    const app = new App({ outdir });
    CalicoCluster.provide(app, member.cluster);
    this.addCharts(app, member);
    return app;
  }
}

const PROPS: ValueType<FleetProps> = struct<FleetProps>(
  { name: 'FleetProps' },
  {
    members: list(FLEET_MEMBER),
    outdir: optional(TEXT),
    keepGoing: optional(FLAG),
    quiet: optional(FLAG),
  },
);
