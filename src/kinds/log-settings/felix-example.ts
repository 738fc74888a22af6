import { GUARDS } from '../../kubernetes';

/** A manifest for examples, with what keeps Argo CD and Flux from removing the object. */
export function felixExample(field: string, guarded = true): string {
  const guards = Object.entries(GUARDS).map(([key, value]) => `    ${key}: ${value}\n`);
  const annotations = guarded ? `  annotations:\n${guards.join('')}` : '';
  return `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: default\n${annotations}spec:\n  ${field}\n`;
}
