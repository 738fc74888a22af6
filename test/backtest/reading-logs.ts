import { backtestOf, LogFolder } from './logs';

const BASE = 1_769_860_800;
export const ROW = {
  start_time: BASE - 300,
  end_time: BASE,
  source_name_aggr: 'a-*',
  source_namespace: 'a',
  dest_name_aggr: 'b-*',
  reporter: 'src',
  action: 'allow',
};
export const ROWS = [1, 2, 3].map((dest_port) => ({ ...ROW, dest_port }));
export const SPEC = { query: 'reporter = src', metric: 'count', condition: 'gt', threshold: 1 };
/** What the tests of a file read, empty before each of them. */
export const folder = new LogFolder();
beforeEach(() => folder.clear());

/** The number of rows that are read, and what is reported, with the folder left out. */
export async function read(...paths: string[]) {
  const { alerts, logs, dispose } = await backtestOf([SPEC], paths);
  dispose();
  const problems = logs.problems.map(
    ({ place, message, lines, isFatal }) =>
      `${isFatal ? 'fatal ' : ''}${lines > 1 ? `${lines} × ` : ''}${`${place}: ${message}`.replaceAll(`${folder.path}/`, '').replaceAll(folder.path, '.')}`,
  );
  return { rows: alerts[0]?.outcome?.rows.read, problems, files: logs.files };
}

/** An answer of a log store to a search. */
export const RESPONSE = {
  took: 1,
  timed_out: false,
  hits: { total: { value: 3 }, hits: ROWS.map((_source) => ({ _source })) },
};
