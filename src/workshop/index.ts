export { AnomalyDetectionChart, type AnomalyDetectionChartProps } from './anomaly-detection-chart';
export { DemoTarget, type DemoTargetProps } from './demo-target';
