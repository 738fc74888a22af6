import { AlertRule, FlowFields, GlobalAlert, PortScanAlert } from '../../src';
import { explain } from '../../src/testing';
import { managedCluster, testChart } from '../support';
import { cluster, ssh } from './alerts';

describe('explain', () => {
  it('says what an alert asks, and that it can fire', () => {
    const { verdict, reasons, sentences, request } = explain(ssh());
    expect([verdict, reasons]).toEqual(['fires', []]);
    expect(sentences.join(' ')).toContain(
      'The records of a run are grouped by source_namespace: one group for each value.',
    );
    expect(request?.path).toContain('flows');
  });

  it('says why an alert never fires, and that a detector is not known', () => {
    const silent = new GlobalAlert(testChart(), 'silent', {
      cluster,
      name: 'network.silent',
      description: 'x ${source_namespace}',
      rule: AlertRule.flows({
        query: FlowFields.SOURCE_NAME.equalTo('web-7d9f-abcde').and(FlowFields.ACTION.equalTo('allow')),
        aggregateBy: ['source_namespace'],
      }),
    });
    expect(explain(silent).verdict).toBe('never');
    expect(explain(silent).reasons[0]).toContain('source_name');
    expect(explain(new PortScanAlert(testChart(), 'scan', { cluster: managedCluster('3.14') })).verdict).toBe(
      'unknown',
    );
  });
});
