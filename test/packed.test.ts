import { itHoldsWhatItNeeds } from './packed/contents';
import { ownChartExample, threatFeedExample } from './packed/examples';
import { fleetExample } from './packed/fleet';
import { plusExample, plusVersions } from './packed/plus';
import { PackedProject } from './packed/project';
import { convertYaml, itDoesWhatTheReadmeSays, snippetsOfTexts, TEXTS } from './packed/texts';
import { NEWEST } from './plus/cdk8s-plus';

/** One file, because the library is built and packed once. The entries are looked at before cdk8s-plus is installed. */
describe('the packed library', () => {
  const project = new PackedProject();
  beforeAll(() => project.install(), 180_000);
  afterAll(() => project.remove());

  itHoldsWhatItNeeds(project);

  describe('in examples/own-chart', () => ownChartExample(project));

  describe('in examples/threat-feed', () => threatFeedExample(project));

  describe('beside cdk8s-plus', () => plusVersions(project));

  it.each(['28', NEWEST])(
    'makes the drills of examples/cdk8s-plus, with cdk8s-plus-%s',
    (version) => plusExample(project, version),
    60_000,
  );

  describe('in examples/fleet', () => fleetExample(project));

  itDoesWhatTheReadmeSays(project);

  it('makes a project of YAML that compiles, and writes the objects of the YAML', () => convertYaml(project));

  describe(`in the snippets of ${TEXTS.join(' and ')}`, () => snippetsOfTexts(project));
});
