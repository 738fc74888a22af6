export { moduleFromEnvironment } from './environment';
export { Fleet, type FleetProps } from './fleet/fleet';
export type { FleetMember } from './fleet/fleet-member';
export { FLEET_RECORD } from './fleet/fleet-record';
export type { FleetSummary } from './fleet/fleet-summary';
export { OUTPUT_RULES } from './rules';
export { isUserError, runSynth } from './run';
