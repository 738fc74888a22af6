import type { DataKeys } from '../../../src/base';
import { SECURITY_EVENT_WEBHOOK_KIND } from '../../../src/kinds/security-event-webhook';
import { generic } from './webhook';

const manifest = generic('http://receiver', { name: 'template', value: '{{ .description }}' });
const QUERY = 'type = global_alert';

function contextOf(...keys: DataKeys) {
  return SECURITY_EVENT_WEBHOOK_KIND.stringContext(manifest, keys, QUERY);
}

describe('strings of a webhook', () => {
  it('are templates in the value of the setting template', () => {
    expect(contextOf('spec', 'config', 1, 'value')).toEqual({ isTemplate: true });
    for (const keys of [
      ['spec', 'config', 0, 'value'],
      ['spec', 'config', 1, 'name'],
    ] as const) {
      expect(contextOf(...keys)).toEqual({ isTemplate: false });
    }
  });

  it('are a query in the field query alone', () => {
    expect(contextOf('spec', 'query')).not.toEqual({});
    for (const keys of [
      ['spec', 'consumer'],
      ['metadata', 'query'],
      ['spec', 'query', 'more'],
      ['metadata', 'config', 1, 'value'],
      ['spec', 'other', 1, 'value'],
    ]) {
      expect(contextOf(...keys)).toEqual({});
    }
  });
});
