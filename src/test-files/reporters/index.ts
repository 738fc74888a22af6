import type { TestFileResult } from '../case-result';
import { testJunit } from './junit-reporter';
import { testTap } from './tap-reporter';
import { testText } from './text-reporter';

/** How results are printed, by the name of the format. */
export const TEST_REPORTERS: Readonly<Record<string, (results: readonly TestFileResult[]) => string>> = {
  text: testText,
  tap: testTap,
  junit: testJunit,
};
