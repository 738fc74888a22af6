/**
 * The file in the folder of a fleet that lists the files of the last run. It is not the record of `npm run synth`, whose
 * files may be in the same folder.
 */
export const FLEET_RECORD = '.calico-threat-defense-fleet';
