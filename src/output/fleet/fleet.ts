import { App } from 'cdk8s';
import { checkProps, FLAG, list, optional, struct, TEXT, type ValueType } from '../../arguments';
import { errorRule, type Finding, report, withListener } from '../../base';
import { CalicoCluster } from '../../calico';
import { OutputFolder } from '../output-folder';
import { ClusterProblems, ClusterWarnings } from './cluster-texts';
import { checkMembers, FLEET_MEMBER, type FleetMember, folderOf } from './fleet-member';
import { FleetProgress } from './fleet-progress';
import type { FleetSummary } from './fleet-summary';
import { ManifestFiles } from './manifest-files';

/** Not the record of `npm run synth`, whose files may be in the same folder. */
const RECORD = '.calico-threat-defense-fleet';
const NOT_OURS = errorRule({
  id: 'fleet/file-in-the-way',
  form: 'words',
  what: 'A fleet overwrites only files that a fleet wrote.',
  why: 'A manifest of somebody else would be lost. The file `.calico-threat-defense-fleet` of the folder lists what a fleet wrote.',
  bad: 'The folder of a fleet contains a file with the name of a manifest that is not in the record of the last run.',
  good: 'A folder that only the fleet writes to.',
});

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
   * Makes all clusters, and only then writes their files: a run that fails before leaves the folder as it was. Each file is
   * replaced in one step; files that have not changed are not written again; files of clusters that are no longer there are
   * removed; files that no run has made are kept. A run that is killed while it writes is completed by the next one.
   *
   * @returns what was done
   * @throws with the problems of all clusters at once, and when the folder cannot be written
   */
  public synth(): FleetSummary {
    // Again, since programs in JavaScript can change the members after they were checked.
    report('fleet', checkMembers(this.members));
    const members = this.members.map((member) => ({ member, name: folderOf(member) }));
    const output = new OutputFolder(this.outdir, { record: RECORD, notOurs: fileInTheWay });
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
      problems.throwIfAny('the others were written');
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
  return { ...NOT_OURS, path, message };
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
