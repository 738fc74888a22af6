import { listAt, type Manifest, textAt, valueAt } from '../../base';
import {
  type Conversion,
  call,
  constant,
  dataAt,
  durationExpression,
  type Expression,
  list,
  metadataFields,
  struct,
  value,
  valueSourceExpression,
} from '../../kind';
import { ThreatFeedContentKind } from './threat-feed-content';

const DEFAULT = "is Calico's default";

/** The construct for a feed. */
export function feedToProgram(manifest: Manifest): Conversion[] {
  const { name, labels, annotations } = metadataFields(manifest);
  const mode = textAt(manifest, 'spec', 'mode');
  const fields = {
    name,
    content: contentOf(manifest),
    source: sourceOf(manifest),
    mode: mode === 'Disabled' ? constant('ThreatFeedMode', 'DISABLED') : undefined,
    description: dataAt(manifest, 'spec', 'description'),
    labels,
    annotations,
  };
  return [
    {
      construction: { type: 'ThreatFeed', props: struct('ThreatFeedProps', fields) },
      expected: ['content', 'mode'].map((field) => ({ keys: ['spec', field], reason: DEFAULT })),
    },
  ];
}

function contentOf(manifest: Manifest): Expression {
  if (valueAt(manifest, 'spec', 'content') === ThreatFeedContentKind.DOMAINS) {
    return call('ThreatFeedContent', 'domains');
  }
  const networkSetLabels = dataAt(manifest, 'spec', 'globalNetworkSet', 'labels');
  const options = networkSetLabels && struct('ThreatFeedAddressesOptions', { networkSetLabels });
  return call('ThreatFeedContent', 'addresses', ...(options === undefined ? [] : [options]));
}

function sourceOf(manifest: Manifest): Expression {
  const pull = ['spec', 'pull'] as const;
  if (valueAt(manifest, ...pull) === undefined) {
    return call('ThreatFeedSource', 'push');
  }
  const headers = listAt(manifest, ...pull, 'http', 'headers').map((header) =>
    struct('FeedHeader', {
      name: value(textAt(header, 'name')),
      value: valueSourceExpression(header, 'HeaderValue'),
    }),
  );
  return call(
    'ThreatFeedSource',
    'pull',
    struct('ThreatFeedPullOptions', {
      url: dataAt(manifest, ...pull, 'http', 'url'),
      period: durationExpression(valueAt(manifest, ...pull, 'period')),
      format: formatOf(manifest),
      headers: headers.length === 0 ? undefined : list(headers),
    }),
  );
}

function formatOf(manifest: Manifest): Expression | undefined {
  const format = ['spec', 'pull', 'http', 'format'] as const;
  const path = dataAt(manifest, ...format, 'json', 'path');
  if (path !== undefined) {
    return call('FeedFormat', 'json', path);
  }
  const csv = [...format, 'csv'] as const;
  const [number, name] = [dataAt(manifest, ...csv, 'fieldNum'), dataAt(manifest, ...csv, 'fieldName')];
  if (number === undefined && name === undefined) {
    return undefined;
  }
  const column =
    number === undefined ? call('CsvColumn', 'named', name as Expression) : call('CsvColumn', 'number', number);
  const options = ['header', 'columnDelimiter', 'commentDelimiter', 'recordSize', 'disableRecordSizeValidation'];
  const fields = options
    // A column with a name implies a header.
    .filter((option) => option !== 'header' || number !== undefined)
    .map((option) => [option, dataAt(manifest, ...csv, option)] as const);
  return call('FeedFormat', 'csv', struct('CsvFormatOptions', { column, ...Object.fromEntries(fields) }));
}
