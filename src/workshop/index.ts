export { AnomalyDetectionChart, type AnomalyDetectionChartProps } from './anomaly-detection-chart';
export { checkDemoNamespace, DEMO_LABEL, DemoTarget, type DemoTargetProps } from './demo-target';
