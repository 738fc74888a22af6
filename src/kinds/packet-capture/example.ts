/** Fields of a spec as YAML, in order; undefined removes one of the usual fields. */
type Fields = Readonly<Record<string, string | undefined>>;

/** A capture that is right, apart from the given fields. */
export function capture(fields: Fields = {}, metadata = 'name: front\n  namespace: shop'): string {
  const all: Fields = { selector: "app == 'front'", endTime: "'2026-12-01T10:00:00Z'", ...fields };
  const lines = Object.entries(all).flatMap(([field, value]) => (value === undefined ? [] : [`  ${field}: ${value}`]));
  const head = ['apiVersion: projectcalico.org/v3', 'kind: PacketCapture', 'metadata:', `  ${metadata}`, 'spec:'];
  return [...head, ...lines, ''].join('\n');
}

/** The same, with one filter. */
export function filtered(filter: string): string {
  return capture({ filters: `[{ ${filter} }]` });
}
