/** When the first rows end, and the time between two rows of a flow, in seconds. */
export const START = Date.parse('2026-01-05T00:00:00Z') / 1_000;
const DAY = 86_400;

/** When a backtest looks at the rows, in milliseconds. */
export const NOW = (START + 5 * DAY) * 1_000;

export interface FlowOptions {
  /** Whether some rows say when they were stored. */
  readonly storesTimes: boolean;
  /** Whether fields have several values. */
  readonly hasLists?: boolean;
}

function flow(slot: number, n: number, { storesTimes, hasLists = true }: FlowOptions): Record<string, unknown> {
  const end_time = START + slot * 300 + (slot % 7);
  const late = n % 50 === 0 ? 4_000 : 20;
  return {
    start_time: end_time - 300,
    end_time,
    source_namespace: ['dev', 'shop', null, hasLists ? ['dev', 'ops'] : 'ops'][n % 4],
    source_name_aggr: `pod-${n % 5}`,
    dest_name_aggr: 'b',
    dest_port: 1 + n,
    source_ip: n % 9 === 0 ? null : `10.0.0.${n}`,
    source_type: 'wep',
    proto: 'tcp',
    reporter: n % 3 === 0 ? 'dst' : 'src',
    action: n % 11 === 0 ? 'deny' : 'allow',
    bytes_in: n % 5 === 0 ? null : n * slot,
    ...(storesTimes && n % 3 === 0 ? { generated_time: (end_time + late) * 1_000 + n } : {}),
  };
}

/** Four days of flows, with gaps, a clock that jumped, late rows, rows without a namespace, and rows of the future. */
export function flows(options: FlowOptions): object[] {
  const slots = Array.from({ length: (4 * DAY) / 300 }, (_, slot) => slot).filter((slot) => slot < 400 || slot > 520);
  const rows = slots.flatMap((slot) =>
    Array.from({ length: slot % 97 === 0 ? 44 : 4 }, (_, n) => flow(slot, n, options)),
  );
  const first = flow(0, 1, options);
  const { start_time: _, end_time: __, ...timeless } = first;
  const future = { ...first, start_time: NOW / 1_000 + 100, end_time: NOW / 1_000 + 400 };
  return [...rows, { ...first, start_time: 0, end_time: 300 }, future, { ...timeless, start_time: START }];
}
