/*
 * Prints a fleet of 1,000 clusters, always the same ones:
 *
 *   node make-clusters.mjs > clusters.yaml
 */
const CLUSTERS = 1000;

/** Each tenant has so many clusters, of which the first stores the logs of the others where they are not in Calico Cloud. */
const CLUSTERS_OF_A_TENANT = 20;

const RELEASES = ['3.12', '3.14', 'cloud-23.0.1', '3.17', '3.18.0', '3.19', '3.22', 'cloud-18.2.0', '3.23', '3.24'];
const PLACES = ['aks', 'eks', 'gke', 'onprem'];
const STAGES = ['prod', 'test', 'dev'];

const padded = (number, digits) => String(number).padStart(digits, '0');

const lines = Array.from({ length: CLUSTERS }, (_, index) => {
  const tenant = Math.floor(index / CLUSTERS_OF_A_TENANT);
  const place = index % CLUSTERS_OF_A_TENANT;
  const release = RELEASES[tenant % RELEASES.length];
  const name = `t${padded(tenant, 2)}.${PLACES[place % PLACES.length]}-${STAGES[place % STAGES.length]}-${padded(place, 2)}`;
  if (place === 0 && !release.startsWith('cloud-')) {
    const topology = tenant % 5 === 0 ? 'standalone' : 'management';
    return `  - { topology: ${topology}, folder: t${padded(tenant, 2)}.${topology}, release: "${release}" }`;
  }
  return `  - { name: ${name}, release: "${release}" }`;
});

process.stdout.write(`# yaml-language-server: $schema=clusters.schema.json
# Made by make-clusters.mjs, as a list of one's own is made from whatever knows the clusters.
clusters:
${lines.join('\n')}
`);
