/*
 * Writes a week of flow logs, always the same ones: a file for each day, as archives on S3 have them. A shop is used all day,
 * a crawler visits several ports of it, and on one night somebody scans the ports of the web servers.
 *
 *   node make-logs.mjs [FOLDER]        writes into logs unless a folder is named
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const START = Date.UTC(2026, 0, 5) / 1000;
const DAYS = 7;
const DAY = 86_400;
const INTERVAL = 300;

/** The scan: on the third night, 600 ports in four minutes. */
const SCAN = { interval: START + 2 * DAY + 3 * 3600, ports: 600 };

/** A generator of random numbers from 0 to 1 (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const next = random(20_260_105);
const upTo = (most) => Math.floor(next() * most);

const POD = {
  web: { namespace: 'shop', aggr: 'web-7d9f6c5b4-*', labels: ['app=web'] },
  cart: { namespace: 'shop', aggr: 'cart-5c8d7f9b6-*', labels: ['app=cart'] },
  db: { namespace: 'shop', aggr: 'db-*', labels: ['app=db'] },
  crawler: { namespace: 'tools', aggr: 'crawler-6b5f4d8c7-*', labels: ['app=crawler'] },
  netshoot: { namespace: 'dev', aggr: 'netshoot', labels: ['app=netshoot'] },
};

/** Connections that are made in each interval: the source, the destination, and the port. */
const STEADY = [
  [POD.web, POD.cart, 8080],
  [POD.web, POD.db, 5432],
  [POD.cart, POD.db, 5432],
];

/** A row of flow logs, as each of the two nodes reports it. */
function row(end, reporter, [source, dest, port], flows) {
  return {
    start_time: end - INTERVAL,
    end_time: end,
    source_ip: null,
    source_name: '-',
    source_name_aggr: source.aggr,
    source_namespace: source.namespace,
    source_port: null,
    source_type: 'wep',
    source_labels: { labels: source.labels },
    dest_ip: null,
    dest_name: '-',
    dest_name_aggr: dest.aggr,
    dest_namespace: dest.namespace,
    dest_port: port,
    dest_type: 'wep',
    dest_labels: { labels: dest.labels },
    dest_service_namespace: '-',
    dest_service_name: '-',
    dest_service_port: '-',
    proto: 'tcp',
    action: 'allow',
    reporter,
    policies: { all_policies: [`0|default|${dest.namespace}/default.allow|allow|0`] },
    bytes_in: flows * 820,
    bytes_out: flows * 2_640,
    num_flows: flows,
    num_flows_started: flows,
    num_flows_completed: flows,
    packets_in: flows * 9,
    packets_out: flows * 7,
    http_requests_allowed_in: 0,
    http_requests_denied_in: 0,
    original_source_ips: null,
    num_original_source_ips: 0,
    host: reporter === 'src' ? 'node-1' : 'node-2',
  };
}

/** The connections of the interval that ends at a time. */
function connections(end) {
  const hour = (end % DAY) / 3600;
  const busy = hour > 7 && hour < 22 ? 40 : 6;
  const steady = STEADY.map((connection) => [connection, 1 + upTo(busy)]);
  // The crawler looks at a few more ports each morning.
  const ports = hour > 5 && hour <= 6 ? 4 + upTo(8) : 0;
  const crawled = Array.from({ length: ports }, (_, port) => [[POD.crawler, POD.web, 9000 + port], 1]);
  const scanned =
    end === SCAN.interval
      ? Array.from({ length: SCAN.ports }, (_, port) => [[POD.netshoot, POD.web, 1 + port], 1])
      : [];
  return [...steady, ...crawled, ...scanned];
}

async function writeDay(folder, day) {
  const date = new Date((START + day * DAY) * 1000).toISOString().slice(0, 10).replaceAll('-', '');
  const zip = createGzip();
  const file = zip.pipe(createWriteStream(join(folder, `${date}_flows.gz`)));
  for (let end = START + day * DAY + INTERVAL; end <= START + (day + 1) * DAY; end += INTERVAL) {
    for (const [connection, flows] of connections(end)) {
      for (const reporter of ['src', 'dst']) {
        zip.write(`${JSON.stringify(row(end, reporter, connection, flows))}\n`);
      }
    }
  }
  zip.end();
  await finished(file);
}

const folder = process.argv[2] ?? 'logs';
mkdirSync(folder, { recursive: true });
for (let day = 0; day < DAYS; day += 1) {
  await writeDay(folder, day);
}
