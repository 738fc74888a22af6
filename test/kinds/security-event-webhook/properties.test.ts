import fc from 'fast-check';
import { EventFields, EventSelection, SecurityEventWebhook, ValueSource, WebhookConsumer } from '../../../src';
import { FindingsError } from '../../../src/base';
import { captureStderr, managedCluster, only, synthesize } from '../../support';
import { findingsIn, webhook } from './webhook';

const NAMES = ['url', 'project', 'issueType', 'username', 'apiToken', 'basicAuth', 'ca.crt', 'tls.crt', 'tls.key'];
const ODD = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'headers', ''];
const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(...ODD), fc.string({ unit: 'binary' }));
const setting = fc.oneof(
  odd,
  fc.record(
    {
      name: fc.oneof(fc.constantFrom(...NAMES, ...ODD), odd),
      value: odd,
      valueFrom: fc.oneof(odd, fc.record({ secretKeyRef: odd, configMapKeyRef: odd }, { requiredKeys: [] })),
    },
    { requiredKeys: [] },
  ),
);
const spec = fc.record(
  {
    consumer: fc.oneof(fc.constantFrom('Slack', 'Jira', 'Generic', 'AlertManager', ...ODD), odd),
    state: odd,
    query: odd,
    config: fc.oneof(fc.array(setting), odd),
  },
  { requiredKeys: [] },
);

describe('the checks of a webhook', () => {
  it('judge anything', () => {
    fc.assert(
      fc.property(spec, (fields) => {
        for (const release of ['3.17', '3.19', '3.24']) {
          expect(
            findingsIn(webhook(fields), release).every((text) => /^(error|warning|notice) .+ \[.+\/.+\]$/s.test(text)),
          ).toBe(true);
        }
      }),
    );
  });
});

describe('the labels of a webhook', () => {
  captureStderr();
  const cluster = managedCluster('3.24');
  const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
  const consumer = WebhookConsumer.slack(ValueSource.fromSecret({ name: 'slack', key: 'url' }));

  /** Read as the documentation says: commas separate labels, and the first colon ends a key. */
  const read = (text: string) =>
    text === ''
      ? []
      : text.split(',').map((label) => [label.slice(0, label.indexOf(':')), label.slice(label.indexOf(':') + 1)]);

  it('are those that were given, or are rejected', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', ':', ',', ' ', '-', '='), maxLength: 5 });
    fc.assert(
      fc.property(fc.dictionary(text, text), (eventLabels) => {
        try {
          const { metadata } = only(
            synthesize(
              (chart) =>
                new SecurityEventWebhook(chart, 'webhook', { cluster, name: 'soc', events, consumer, eventLabels }),
            ),
            'SecurityEventWebhook',
          );
          const written = metadata.annotations['webhooks.projectcalico.org/labels'] ?? '';
          expect(read(written)).toEqual(Object.entries(eventLabels));
        } catch (error) {
          expect(error).toBeInstanceOf(FindingsError);
          const isPlain = ([key, value]: [string, string]) => key !== '' && !/[,:]/.test(key) && !value.includes(',');
          expect(Object.entries(eventLabels).every(isPlain)).toBe(false);
        }
      }),
    );
  });
});
