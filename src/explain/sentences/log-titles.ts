const TITLES: Readonly<Record<string, string>> = {
  flows: 'flow logs',
  dns: 'DNS logs',
  l7: 'L7 logs',
  audit: 'audit logs',
  waf: 'WAF logs',
  vulnerability: 'image scan events',
};

/** What the records of a data set are called. */
export function logTitle(dataSet: string): string {
  return Object.hasOwn(TITLES, dataSet)
    ? (TITLES[dataSet] ?? dataSet)
    : `logs of the data set ${JSON.stringify(dataSet)}`;
}
