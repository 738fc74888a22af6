import { valuesAround } from '../../../src/evaluation';
import { type IndexedField, mappingOf } from '../../../src/logs';

const PORTS = { min: 0, max: 65_535 };
const fieldOf = (name: string): IndexedField => mappingOf('flows')?.fieldOf(name) as IndexedField;

describe('values around those of a query', () => {
  it.each<[field: string, texts: string[], values: string[] | undefined]>([
    ['dest_port', [], ['0', '65535']],
    ['dest_port', ['80'], ['0', '65535', '79', '80', '81']],
    ['dest_port', ['0', '65535'], ['0', '65535', '1', '65534']],
    ['dest_port', ['1e2'], ['0', '65535', '99', '100', '101']],
    ['dest_port', ['70000'], ['0', '65535']],
    ['dest_port', ['80', 'http'], undefined],
    ['source_ip', [], ['::']],
    ['source_ip', ['10.0.0.1'], ['::', '10.0.0.0', '10.0.0.1', '10.0.0.2']],
    ['source_ip', ['10.0.0.0/30'], ['::', '9.255.255.255', '10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']],
    ['source_ip', ['::'], ['::', '::1']],
    [
      'source_ip',
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
      ['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ],
    ['source_ip', ['10.0.0.1', 'host'], undefined],
    ['source_ip', ['10.0.0.0/99'], undefined],
    ['action', ['allow', 'deny'], ['', 'allow', 'allow\u0000', 'deny', 'deny\u0000']],
    ['end_time', ['1'], undefined],
  ])('%s, of %j', (name, texts, values) => {
    const found = valuesAround(texts, fieldOf(name), PORTS);
    expect(found && [...new Set(found)]).toEqual(values);
  });

  it('end with the largest number that can be stored if there is no other limit', () => {
    const range = { min: -1, max: Number.POSITIVE_INFINITY };
    const largest = '9223372036854775807';
    expect(valuesAround([], fieldOf('bytes_in'), range)).toEqual(['-1', largest]);
    expect(valuesAround([largest], fieldOf('bytes_in'), range)).toEqual([
      '-1',
      largest,
      '9223372036854775806',
      largest,
    ]);
  });
});
