export { AnomalyDetectionChart, type AnomalyDetectionChartProps } from './anomaly-detection-chart';
export { checkDemoNamespace, DemoTarget, type DemoTargetProps } from './demo-target';
