export { Probe } from './probe';
export { ProbeAction, ProbeActionKind } from './probe-action';
export type { ProbeProps } from './probe-props';
export { ProbeRun } from './probe-run';
export { ProbeTarget, ProbeTargetKind } from './probe-target';
export type {
  AddressProbeTargetOptions,
  HostProbeTargetOptions,
  ServiceProbeTargetOptions,
} from './probe-target-options';
export type { RequestProbeOptions } from './request-options';
export { PROBE_DRILL_RULES } from './rules';
