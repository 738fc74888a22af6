import { printableLines } from '../../base';
import {
  type AlertPlan,
  DEFAULT_DELAY,
  groupColumn,
  PARTIALS_COLUMNS as NAMES,
  partialsDigest,
  saysWhenStored,
  slotOf,
} from '../../evaluation';
import { LogColumns, NotSql } from './columns';
import { conditionOf } from './conditions';
import { SQL_DIALECTS, type SqlDialectName } from './dialects';

const ONE_SECOND = 1_000;

/** The columns of the result, in their order. */
const ORDER = Object.values(NAMES);

/** The columns by which all rows are grouped. */
const SLOTS: readonly string[] = [NAMES.window, NAMES.end, NAMES.stored, NAMES.start];

/**
 * SQL that computes the partials of an alert from its logs, with `PARTIALS_COLUMNS`.
 *
 * @throws NotSql when SQL would not give what the log store has
 */
export function partialsSql(plan: AlertPlan, name: SqlDialectName): string {
  const dialect = SQL_DIALECTS[name];
  const columns = new LogColumns(plan, dialect);
  const groups = plan.groupBy.map(({ name: field, withoutValues }) =>
    withoutValues === undefined ? columns.valueOf(field)?.sql : undefined,
  );
  const groupNames = groups.map((_, index) => groupColumn(index));
  const rows = [
    ...timesOf(plan, columns),
    [conditionOf(plan.query, columns, plan), 'matches'],
    [metricValue(plan, columns), 'metric_value'],
    ...formsOf(plan, columns),
    ...groups.map((group, index) => [group ?? `CAST(NULL AS ${dialect.types.text})`, groupColumn(index)]),
  ].map(([sql, as]) => `    ${sql} AS ${as}`);
  const own = (kind: string) => ({ [NAMES.digest]: `'${partialsDigest(plan)}'`, [NAMES.kind]: `'${kind}'` });
  const sums = { [NAMES.rows]: 'count(*)' };
  const stats = {
    [NAMES.values]: 'count(metric_value)',
    [NAMES.sum]: `sum(CAST(metric_value AS ${dialect.types.time}))`,
    [NAMES.min]: `min(CAST(metric_value AS ${dialect.types.time}))`,
    [NAMES.max]: `max(CAST(metric_value AS ${dialect.types.time}))`,
  };
  const of = (kind: string, by: readonly string[], numbers: Readonly<Record<string, string>>, where: string) =>
    selection([...ORDER, ...groupNames], by, { ...own(kind), ...numbers }, where);
  const isSeen = `${NAMES.window} IS NOT NULL AND ${NAMES.end} IS NOT NULL`;
  const query = [
    `WITH logs AS (\n  SELECT\n${rows.join(',\n')}\n  FROM ${dialect.source(columns.all, plan.model.dataSet)}\n)`,
    of('all', SLOTS, sums, ''),
    'UNION ALL',
    of('matched', [...SLOTS.slice(0, -1), ...groupNames], { ...sums, ...stats }, ` WHERE matches AND ${isSeen}`),
    'UNION ALL',
    of('form', [NAMES.length, NAMES.action, NAMES.level], sums, ''),
  ];
  const sql = dialect.output(query.join('\n'), `${fileNameOf(plan)}.partials.ndjson`);
  if (printableLines(sql) !== sql) {
    throw new NotSql('its query contains characters that cannot be printed');
  }
  return sql;
}

/** Names that the API server generates begin alike, and are not whole. */
function fileNameOf(plan: AlertPlan): string {
  const name = plan.model.name.replace(/[^A-Za-z0-9.-]/g, '_');
  return /[A-Za-z0-9_]$/.test(name) ? name : `${name}${partialsDigest(plan)}`;
}

/** One part of the result: columns that it does not have are null. */
function selection(
  order: readonly string[],
  by: readonly string[],
  numbers: Readonly<Record<string, string>>,
  where: string,
): string {
  const selected = order.map((name) => {
    const sql = by.includes(name) ? undefined : (numbers[name] ?? 'NULL');
    return sql === undefined ? name : `${sql} AS ${name}`;
  });
  return `SELECT ${selected.join(', ')}\nFROM logs${where}\nGROUP BY ${by.join(', ')}`;
}

/** The slots of a row, and its length. */
function timesOf(plan: AlertPlan, columns: LogColumns): string[][] {
  const { window, mapping } = plan;
  const slot = slotOf(plan, DEFAULT_DELAY) / ONE_SECOND;
  const time = columns.timeOf(window.field);
  const end = columns.timeOf(window.endField);
  const start = columns.timeOf(window.isClosed ? window.field : 'start_time');
  const up = (seconds: string) => `ceil((${seconds}) / ${slot}) * ${slot}`;
  const down = (seconds: string) => `floor((${seconds}) / ${slot}) * ${slot}`;
  const stored = saysWhenStored(mapping)
    ? up(columns.timeOf('generated_time'))
    : `CAST(NULL AS ${columns.dialect.types.time})`;
  const isMoment = window.isClosed && window.field === window.endField;
  return [
    [window.isClosed ? down(time) : `${up(`floor(${time})`)} - ${slot}`, NAMES.window],
    [up(end), NAMES.end],
    [stored, NAMES.stored],
    [down(start), NAMES.start],
    [isMoment ? `CAST(NULL AS ${columns.dialect.types.time})` : `${end} - ${start}`, NAMES.length],
  ];
}

function metricValue({ metric }: AlertPlan, columns: LogColumns): string {
  const field = metric.kind === 'field' ? columns.valueOf(metric.field.name) : undefined;
  return field?.sql ?? `CAST(NULL AS ${columns.dialect.types.number})`;
}

/** In which form a row is, as `SeenForms` looks at it. */
function formsOf({ model: { dataSet } }: AlertPlan, columns: LogColumns): string[][] {
  const none = [
    [`CAST(NULL AS ${columns.dialect.types.text})`, NAMES.action],
    [`CAST(NULL AS ${columns.dialect.types.number})`, NAMES.level],
  ];
  if (dataSet === 'dns') {
    const name = columns.column('client_name', 'text');
    return [none[0] ?? [], [`CASE WHEN ${name} = '-' THEN 1 WHEN ${name} <> '' THEN 0 END`, NAMES.level]];
  }
  if (dataSet !== 'flows') {
    return none;
  }
  const isSet = (name: string) => `coalesce(${columns.column(name, 'number')}, 0) <> 0`;
  const [type, proto, name] = ['source_type', 'proto', 'source_name'].map((field) => columns.column(field, 'text'));
  const level = [
    `CASE WHEN ${type} <> 'wep' OR ${type} IS NULL OR ${proto} IS NULL OR ${proto} NOT IN ('tcp', 'udp') THEN NULL`,
    `WHEN ${isSet('source_port')} THEN 0`,
    `WHEN coalesce(${name}, '-') NOT IN ('', '-') THEN 1`,
    `WHEN ${isSet('dest_port')} THEN 2 ELSE 3 END`,
  ];
  return [
    [columns.column('action', 'text'), NAMES.action],
    [level.join(' '), NAMES.level],
  ];
}
