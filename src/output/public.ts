/*
 * The entry `cdk8s-calico-threat-defense/synth`, for programs in TypeScript and JavaScript: what jsii has no form for.
 */
export { type Finding, FindingSeverity, FindingsError } from '../base';
export { runSynth } from './run';
