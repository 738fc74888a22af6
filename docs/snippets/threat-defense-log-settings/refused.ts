import { Duration } from 'cdk8s';
import { FlowAggregation, LogSettings } from '../../../src';

LogSettings.of({
  flowLogsFlushInterval: Duration.millis(500),
  dnsLogsFlushInterval: Duration.days(2),
  allowedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
});
