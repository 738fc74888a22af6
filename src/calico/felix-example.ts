import { GUARDS } from '../kubernetes';

/** A FelixConfiguration for examples; with the annotations that keep Argo CD and Flux from removing the object, by default. */
export function felixExample(field: string, { name = 'default', guarded = true } = {}): string {
  const guards = Object.entries(GUARDS).map(([key, value]) => `    ${key}: ${value}\n`);
  const annotations = guarded ? `  annotations:\n${guards.join('')}` : '';
  return `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: ${name}\n${annotations}spec:\n  ${field}\n`;
}
