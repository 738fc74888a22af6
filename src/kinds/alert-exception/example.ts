/** Fields of a spec as YAML, in order; undefined removes one of the usual fields. */
type Fields = Readonly<Record<string, string | undefined>>;

const USUAL: Fields = {
  description: 'Our own scanner',
  selector: selecting('origin = "network.port-scan" AND source_namespace = "security-tools"'),
  startTime: '"2026-12-01T08:00:00Z"',
  endTime: '"2026-12-08T08:00:00Z"',
};

/** An exception that is right, apart from the given fields. */
export function exception(fields: Fields = {}, name = 'known-scanner'): string {
  const lines = Object.entries({ ...USUAL, ...fields }).flatMap(([field, value]) =>
    value === undefined ? [] : [`  ${field}: ${value}`],
  );
  const head = ['apiVersion: projectcalico.org/v3', 'kind: AlertException', 'metadata:', `  name: ${name}`, 'spec:'];
  return [...head, ...lines, ''].join('\n');
}

/** A query as the value of a selector. */
export function selecting(query: string): string {
  return `'${query}'`;
}

/** The form of release 3.13: a period instead of times. */
export function exceptionFor(period: string): string {
  return exception({ startTime: undefined, endTime: undefined, period });
}
