import { stringify } from 'yaml';
import { lintText } from '../../lint/lint-text';
import { feed, findingsIn } from './feed';

const LABEL_VALUE =
  "is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";
const SET = { globalNetworkSet: { labels: { feed: 'bad' } } };
const AGGREGATED =
  "notice spec.content: matches no allowed connections: with Calico's defaults, allowed flows are aggregated to level 2 and have no outside addresses; set flowLogsFileAggregationKindForAllowed: 1 in the FelixConfiguration [threat-feed/allowed-flows-aggregated]";

describe('a threat feed of addresses', () => {
  const found = (spec: object, metadata?: object) => findingsIn(feed({ content: 'IPSet', ...spec }, metadata));

  it.each<[string, object, string]>([
    [
      'no pull',
      { ...SET, pull: undefined },
      'warning spec.globalNetworkSet: is not created for a feed without pull, so a policy that selects its labels blocks nothing; add pull, or remove it [threat-feed/network-set-without-pull]',
    ],
    [
      'a label of Calico',
      { globalNetworkSet: { labels: { 'projectcalico.org/namespace': 'x' } } },
      'error spec.globalNetworkSet.labels[projectcalico.org/namespace]: is a label that Calico uses for objects in a namespace, so it rejects the network set; use another label [threat-feed/network-set-label]',
    ],
    [
      'a malformed label',
      { globalNetworkSet: { labels: { feed: 'a b' } } },
      `error spec.globalNetworkSet.labels.feed: ${LABEL_VALUE} [threat-feed/network-set-label]`,
    ],
    [
      'a malformed label key',
      { globalNetworkSet: { labels: { 'a b': 'c' } } },
      'error spec.globalNetworkSet.labels.a b: is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case [threat-feed/network-set-label]',
    ],
    [
      'no label',
      { globalNetworkSet: {} },
      'warning spec.globalNetworkSet: has no labels by which a policy could select it alone; add one, such as feed: my-feed [threat-feed/network-set-unlabelled]',
    ],
  ])('is found wrong with %s', (_, spec, expected) => {
    expect(found(spec)).toEqual([expected, AGGREGATED]);
  });

  it('is told that a disabled feed still blocks, and nothing of its events', () => {
    expect(found({ ...SET, mode: 'Disabled' })).toEqual([
      'notice spec.mode: stops events only: the network set stays, so policies still block the addresses; remove globalNetworkSet or the policies if that is not intended [threat-feed/disabled-still-blocks]',
    ]);
  });

  it('has a name that leaves room for that of the network set', () => {
    const name = (length: number) => ({ name: `${'a.'.repeat(100)}${'b'.repeat(length - 200)}` });
    const tooLong =
      'warning metadata.name: is too long for a feed with a network set: threatfeed. and the name must have at most 253 characters together [threat-feed/network-set-name]';
    expect(found(SET, name(242))).toEqual([AGGREGATED]);
    expect(found(SET, name(243))).toEqual([tooLong, AGGREGATED]);
    expect(found({}, name(253))).toEqual([AGGREGATED]);
  });

  it('is the default', () => {
    expect(found({ content: undefined, ...SET })).toEqual([AGGREGATED]);
  });

  it.each([
    [2, ['threat-feed/allowed-flows-aggregated']],
    [1, []],
    [0, []],
  ])('is checked for the FelixConfiguration beside it: level %i', (level, expected) => {
    const felix = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default' },
      spec: { flowLogsFileAggregationKindForAllowed: level },
    };
    const text = `${stringify(felix)}---\n${stringify(feed({ content: 'IPSet' }))}`;
    const found = lintText(text, '3.24').findings.filter(({ rule }) => rule.startsWith('threat-feed/'));
    expect(found.map(({ rule }) => rule)).toEqual(expected);
    expect(found.map(({ severity }) => severity)).toEqual(expected.map(() => 'warning'));
  });
});
