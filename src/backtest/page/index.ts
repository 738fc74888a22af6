export { CurveChart } from './curve-chart';
export { isLogarithmic, MetricChart, type Size } from './metric-chart';
export { countText, numberText, spreadText } from './numbers';
export { PAGE_SCRIPT, PAGE_STYLE } from './page-assets.generated';
export type { AlertPage, ChartData, Figure, PageData, RuleData, Stretches, TableData, ValueRuns } from './page-data';
export { meets, Recount } from './recount';
export type { Shape } from './shapes';
