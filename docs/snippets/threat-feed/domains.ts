import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  CsvColumn,
  FeedFormat,
  HeaderValue,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.cloud('23.0.1') });

const app = new App();
new ThreatFeed(new Chart(app, 'threat-feeds'), 'feed', {
  cluster,
  name: 'bad-domains',
  description: 'Domains that our security team collects',
  content: ThreatFeedContent.domains(),
  source: ThreatFeedSource.pull({
    url: 'https://feeds.example.com/domains.csv',
    format: FeedFormat.csv({ column: CsvColumn.named('domain'), commentDelimiter: '#' }),
    headers: [
      { name: 'X-Api-Key', value: HeaderValue.fromSecret({ name: 'globalthreatfeed-bad-domains-api', key: 'key' }) },
    ],
  }),
});
app.synth();
