import { SYNTAX_ERRORS } from '../../query/selector/syntax-errors';
import { findingsIn, inspection } from './inspection';

describe('the selector of a deep packet inspection', () => {
  it.each(Object.entries(SYNTAX_ERRORS))('is an error with %s', (_, selector) => {
    const [finding, ...others] = findingsIn(inspection({ selector }));
    expect(finding).toMatch(
      /^error spec\.selector: is not a valid selector, so the deep packet inspection is rejected, or stored without effect, .* \[deep-packet-inspection\/selector\]$/,
    );
    expect(others).toEqual([]);
  });
});
