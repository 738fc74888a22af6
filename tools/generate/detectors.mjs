import { docComment, header, shortened } from './code.mjs';

const CLASS = 'src/kinds/global-alert/detector.ts';
const START = '  // Made by `npm run generate` from detector-table.ts, up to the next such line; never edited.\n';
const END = '  // The rest is written by hand.\n';

/** The file of the class Detector, with the constants between its two marks made from the table. */
export function detectorClass(detectors, lastRelease, read) {
  const text = read(CLASS);
  const [before, rest] = text.split(START);
  const [, after] = (rest ?? '').split(END);
  if (after === undefined) {
    throw new Error(`${CLASS} has no longer the two comments between which the constants belong`);
  }
  const constants = Object.entries(detectors).map(
    ([id, facts]) =>
      docComment('  ', `${facts.description} ${releasesOf(facts, lastRelease(facts))}`) +
      `  public static readonly ${id.toUpperCase()}: Detector = Detector.of('${id}');\n`,
  );
  return { [CLASS]: before + START + constants.join('') + END + after };
}

function releasesOf({ since, until, uncertain }, last) {
  if (uncertain) {
    return `Documented for ${last}, but no operator ever offered it.`;
  }
  return until === undefined ? `Since ${shortened(since)}.` : `From ${shortened(since)} to ${last} only.`;
}

export function adJobEnum(detectors) {
  const members = Object.entries(detectors)
    .filter(([, { adJob }]) => adJob !== false)
    .map(([id, { description }]) => `${docComment('  ', description)}  ${id.toUpperCase()} = '${id}',\n`);
  const text = [
    header('../alerts/detector-table.ts'),
    docComment(
      '',
      'A job of the AD-jobs Deployment; each looks for one kind of anomaly.',
      '@see https://docs.tigera.io/calico-enterprise/latest/threat/',
    ),
    `export enum AdJob {\n${members.join('')}}\n`,
  ];
  return { 'src/kinds/ad-jobs/ad-job.ts': text.join('') };
}
