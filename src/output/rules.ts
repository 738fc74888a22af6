import { FLEET_RULES } from './fleet/fleet';
import { FLEET_MEMBER_RULES } from './fleet/fleet-member';
import { FOLDER_LOCK_RULES } from './folder-lock';
import { REPLACE_MANIFESTS_RULES } from './replace-manifests';
import { TARGET_FOLDER_RULES } from './target-folder';

/** The rules of this room. */
export const OUTPUT_RULES = [
  ...FLEET_MEMBER_RULES,
  ...FLEET_RULES,
  ...FOLDER_LOCK_RULES,
  ...REPLACE_MANIFESTS_RULES,
  ...TARGET_FOLDER_RULES,
] as const;
