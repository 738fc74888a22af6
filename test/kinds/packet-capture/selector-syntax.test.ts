import { SYNTAX_ERRORS } from '../../query/selector/syntax-errors';
import { capture, findingsIn } from './capture';

describe('the selector of a packet capture', () => {
  it.each(Object.entries(SYNTAX_ERRORS))('is an error with %s', (_, selector) => {
    const [finding, ...others] = findingsIn(capture({ selector }));
    expect(finding).toMatch(
      /^error spec\.selector: is not a valid selector, so the packet capture is rejected, or stored without effect, .* \[packet-capture\/selector\]$/,
    );
    expect(others).toEqual([]);
  });
});
