/* Rows of flow logs for benchmarks. */
const START = Date.UTC(2026, 0, 5) / 1000;

/** Rows of one flush interval: 100 pairs of workloads with three ports each, which both ends report. */
const ROWS_OF_INTERVAL = 600;
const PAIRS = 100;
const LABELS = ['app', 'tier', 'team', 'stage', 'pod-template-hash', 'app.kubernetes.io/name'];

/** A row of 1.4 KB, with all fields that Calico writes by default. */
function line(index) {
  const pair = index % PAIRS;
  const end = START + (Math.floor(index / ROWS_OF_INTERVAL) + 1) * 300;
  const labels = (name) => ({ labels: LABELS.map((label) => `${label}=${name}-${pair}`) });
  return JSON.stringify({
    start_time: end - 300,
    end_time: end,
    source_ip: null,
    source_name: '-',
    source_name_aggr: `frontend-${pair}-7d9f6c5b4-*`,
    source_namespace: `team-${pair % 20}`,
    source_port: null,
    source_type: 'wep',
    source_labels: labels('frontend'),
    dest_ip: null,
    dest_name: '-',
    dest_name_aggr: `backend-${pair}-5c8d7f9b6-*`,
    dest_namespace: `team-${pair % 17}`,
    dest_port: 8000 + (Math.floor(index / PAIRS) % 3),
    dest_type: 'wep',
    dest_labels: labels('backend'),
    dest_service_namespace: `team-${pair % 17}`,
    dest_service_name: `backend-${pair}`,
    dest_service_port: 'http',
    dest_service_port_num: 80,
    dest_domains: null,
    proto: 'tcp',
    action: 'allow',
    reporter: index % ROWS_OF_INTERVAL < ROWS_OF_INTERVAL / 2 ? 'src' : 'dst',
    policies: {
      all_policies: [
        `0|security|security.pass-${pair}|pass|1`,
        `1|default|team-${pair % 17}/default.allow-${pair}|allow|0`,
      ],
      enforced_policies: [
        `0|security|security.pass-${pair}|pass|1`,
        `1|default|team-${pair % 17}/default.allow-${pair}|allow|0`,
      ],
      pending_policies: [],
    },
    bytes_in: index * 7,
    bytes_out: index * 31,
    num_flows: 1 + (index % 50),
    num_flows_started: 1,
    num_flows_completed: 1,
    packets_in: index,
    packets_out: index,
    http_requests_allowed_in: 0,
    http_requests_denied_in: 0,
    process_name: '-',
    num_process_names: 0,
    original_source_ips: null,
    num_original_source_ips: 0,
    host: `node-${pair % 9}`,
  });
}

module.exports = { line };
