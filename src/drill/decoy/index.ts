export { Decoy } from './decoy';
export { type DecoyImageOptions, DecoyProgram } from './decoy-program';
export type { DatabaseDecoyProps, DecoyOptions, IpEnumerationDecoyProps, ServiceDecoyProps } from './decoy-props';
export { DECOY_RULES } from './rules';
