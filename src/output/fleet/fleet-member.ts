import { optional, struct, TEXT, type ValueType } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { CALICO_CLUSTER, type CalicoCluster } from '../../calico';

const NO_MEMBER = errorRule({
  id: 'fleet/no-cluster',
  form: 'program',
  what: 'A fleet must have at least one cluster.',
  why: 'Its folder is replaced as a whole, so a fleet without clusters would remove all manifests.',
  bad: "new Fleet({ outdir: 'fleet', members: [] }).synth();",
  good: 'const members = [{ cluster }]; // new Fleet({ members }).synth() makes their manifests',
});
const FOLDER = errorRule({
  id: 'fleet/folder',
  form: 'program',
  what: 'The folder of a cluster in a fleet must have a name that every file system accepts.',
  why: 'Manifests are often written on one system and read on another.',
  bad: "new Fleet({ outdir: 'fleet', members: [{ cluster, folder: 'a/b' }] }).synth();",
  good: "const members = [{ cluster, folder: 'a-b' }]; // new Fleet({ members }).synth() makes their manifests",
});
const SAME_FOLDER = errorRule({
  id: 'fleet/same-folder',
  form: 'program',
  what: 'Each cluster of a fleet must have a folder of its own.',
  why: 'Otherwise the manifests of one cluster would replace those of another.',
  bad: "new Fleet({ outdir: 'fleet', members: [{ cluster }, { cluster }] }).synth();",
  good: "const members = [{ cluster }, { cluster, folder: 'other' }]; // new Fleet({ members }).synth() makes their manifests",
});

const LEGAL_FOLDER = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_-])?$/;

/** Names of devices, with any extension, which Windows does not accept as file names. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A cluster of a fleet and its output folder. */
export interface FleetMember {
  /** The cluster. */
  readonly cluster: CalicoCluster;

  /**
   * Name of the subfolder for the cluster: letters, digits, `-`, `_` and `.`, at most 253 characters. Names must differ in
   * more than case, because some file systems are case-insensitive.
   *
   * @default the name of the cluster; all standalone and management clusters have the same name, so set it for these
   */
  readonly folder?: string;
}

export const FLEET_MEMBER: ValueType<FleetMember> = struct<FleetMember>(
  { name: 'FleetMember' },
  { cluster: CALICO_CLUSTER, folder: optional(TEXT) },
);

export function folderOf({ cluster, folder }: FleetMember): string {
  return folder ?? cluster.name;
}

/** Checks that each cluster of a fleet has a folder of its own, on any file system. */
export function checkMembers(members: readonly FleetMember[]): Finding[] {
  if (members.length === 0) {
    return [{ ...NO_MEMBER, keys: ['members'], message: 'must contain at least one cluster' }];
  }
  const firsts = new Map<string, Place>();
  return members.flatMap((member, index) => {
    const folder = folderOf(member);
    const keys = ['members', index, ...(member.folder === undefined ? ['cluster', 'name'] : ['folder'])];
    const problem = folderProblem(folder);
    if (problem !== undefined) {
      return [{ ...FOLDER, keys, value: folder, message: problem }];
    }
    const first = firsts.get(folder.toLowerCase());
    if (first !== undefined) {
      return [{ ...SAME_FOLDER, keys, value: folder, message: sameFolder(folder, first) }];
    }
    firsts.set(folder.toLowerCase(), { index, folder });
    return [];
  });
}

interface Place {
  readonly index: number;
  readonly folder: string;
}

function folderProblem(folder: string): string | undefined {
  if (!LEGAL_FOLDER.test(folder)) {
    return "must be a valid folder name: at most 253 letters, digits, '-', '_' and '.', beginning with a letter or digit and not ending with '.'";
  }
  return DEVICE.test(folder) ? 'is the name of a device on Windows; give the cluster another folder' : undefined;
}

function sameFolder(folder: string, first: Place): string {
  const how =
    folder === first.folder
      ? `is already the folder of members[${first.index}]`
      : `differs from ${first.folder} of members[${first.index}] only in case, which some file systems ignore`;
  return `${how}: one cluster would overwrite the other; give each cluster its own folder`;
}

/** The rules that this file checks. */
export const FLEET_MEMBER_RULES = [NO_MEMBER, FOLDER, SAME_FOLDER] as const;
