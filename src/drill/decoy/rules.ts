import { DECOY_RULES as CHECK_RULES } from './decoy-checks';
import { DECOY_PROGRAM_RULES } from './decoy-program';
import { DECOY_PROOF_RULES } from './decoy-proof';
import { DECOY_SURROUNDINGS_RULES } from './decoy-surroundings';

/** The rules of decoys. */
export const DECOY_RULES = [
  ...CHECK_RULES,
  ...DECOY_PROGRAM_RULES,
  ...DECOY_PROOF_RULES,
  ...DECOY_SURROUNDINGS_RULES,
] as const;
