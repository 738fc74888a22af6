import { App } from 'cdk8s';
import { checkProps, FLAG, list, optional, struct, TEXT, type ValueType } from '../../arguments';
import { errorRule, type Finding, report, withListener } from '../../base';
import { CalicoCluster } from '../../calico';
import { OutputFolder } from '../output-folder';
import { ClusterProblems, ClusterWarnings } from './cluster-texts';
import { checkMembers, FLEET_MEMBER, type FleetMember, folderOf } from './fleet-member';
import { FleetProgress } from './fleet-progress';
import { FLEET_RECORD } from './fleet-record';
import type { FleetSummary } from './fleet-summary';
import { ManifestFiles } from './manifest-files';

const NOT_OURS = errorRule({
  id: 'fleet/file-in-the-way',
  form: 'words',
  what: 'A fleet overwrites only files that a fleet wrote.',
  why: 'Otherwise a manifest that somebody else wrote would be lost. The file `.calico-threat-defense-fleet` in the folder lists the files that a fleet wrote.',
  bad: 'The folder of a fleet contains a file with the name of a manifest that is not in the record of the last run.',
  good: 'A folder that only the fleet writes to.',
});

/** Properties of `Fleet`. */
export interface FleetProps {
  /** The clusters, in the order in which they are synthesized. */
  readonly members: FleetMember[];

  /**
   * The output folder, which contains a subfolder for each cluster.
   *
   * @default the value of the environment variable `CDK8S_OUTDIR`, or else `dist`
   */
  readonly outdir?: string;

  /**
   * Whether to write the clusters without problems if others have problems. `synth` still throws at the end. The files of a
   * cluster with a problem remain as the last run wrote them.
   *
   * @default false - nothing is written if any cluster has a problem
   */
  readonly keepGoing?: boolean;

  /**
   * Whether to omit progress, warnings and notices. Errors are still thrown.
   *
   * @default false - they are written to standard error; progress is a bar on a terminal, otherwise a line after each
   *   tenth of the clusters
   */
  readonly quiet?: boolean;
}

/**
 * Synthesizes many clusters from one program, with a folder for each. A subclass defines the charts of a cluster in its
 * method `addCharts`.
 *
 * Each cluster has its own app, which is released when its manifests are finished, so memory does not grow with the number
 * of clusters. The files are byte for byte those that `App.synth` would write for each cluster alone.
 */
export abstract class Fleet {
  /** The clusters, in the order in which they are synthesized. */
  public readonly members: FleetMember[];

  /** The output folder, which contains a subfolder for each cluster. */
  public readonly outdir: string;

  private readonly keepGoing: boolean;
  private readonly quiet: boolean;

  /**
   * @param props the clusters and the output options
   * @throws when there are no clusters, two of them have the same folder, or the name of a folder is invalid
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
   * Adds the charts of one cluster to its app. The cluster is already provided to all constructs below the app.
   *
   * @param app the app of the cluster
   * @param member the cluster and its folder
   */
  protected abstract addCharts(app: App, member: FleetMember): void;

  /**
   * Synthesizes all clusters and then writes their files, so a run that fails earlier leaves the folder unchanged. Each file
   * is replaced atomically, unchanged files are not written again, files of clusters that were removed are deleted, and
   * files that no run wrote are kept. If a run is killed while it writes, the next run completes it.
   *
   * @returns the number of clusters and files
   * @throws with the problems of all clusters at once, or when the folder cannot be written
   */
  public synth(): FleetSummary {
    // Again, since programs in JavaScript can change the members after they were checked.
    report('fleet', checkMembers(this.members));
    const members = this.members.map((member) => ({ member, name: folderOf(member) }));
    const output = new OutputFolder(this.outdir, { record: FLEET_RECORD, notOurs: fileInTheWay });
    const progress = new FleetProgress(members.length, this.quiet);
    const problems = new ClusterProblems(members.length);
    const warnings = new ClusterWarnings();
    try {
      const manifests = new ManifestFiles();
      for (const { member, name } of members) {
        const isMade = problems.attempt(name, () => {
          const make = () => manifests.of(this.appOf(member, output.scratch), member.cluster.name);
          const files = withListener((text) => warnings.add(name, text), make);
          output.add(new Map([...files].map(([file, text]) => [`${name}/${file}`, text])));
          return true;
        });
        if (!isMade && this.keepGoing) {
          output.leave(name);
        }
        progress.step();
      }
      if (!this.keepGoing) {
        problems.throwIfAny('nothing was written');
      }
      const { written, unchanged, removed } = output.write();
      const files = { filesWritten: written, filesUnchanged: unchanged, filesRemoved: removed.length };
      const summary = { clusters: members.length - problems.count, ...files };
      progress.end(summary, `${warnings}`);
      problems.throwIfAny(problems.count === members.length ? 'no cluster was written' : 'the others were written');
      return summary;
    } finally {
      progress.stop();
      output.dispose();
    }
  }

  private appOf(member: FleetMember, outdir: string): App {
    const app = new App({ outdir });
    CalicoCluster.provide(app, member.cluster);
    this.addCharts(app, member);
    return app;
  }
}

function fileInTheWay(path: string): Finding {
  const message = 'was not written by a fleet and would be overwritten; remove it, or use another folder';
  return { ...NOT_OURS, keys: [path], message };
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

/** The rules that this file checks. */
export const FLEET_RULES = [NOT_OURS] as const;
