export { Fleet, type FleetProps } from './fleet';
export type { FleetMember } from './fleet-member';
export type { FleetSummary } from './fleet-summary';
