export { Fleet, type FleetProps, type FleetSummary } from './fleet';
export type { FleetMember } from './fleet-member';
