import { PortRange } from '../../src';
import { messageOf } from '../support';

describe('PortRange', () => {
  it('counts its ports, and prints them as nmap reads them', () => {
    const ports = PortRange.of(1, 600);
    expect([ports.first, ports.last, ports.count, `${ports}`]).toEqual([1, 600, 600, '1-600']);
    expect(`${PortRange.of(22, 22)}`).toBe('22-22');
    expect(PortRange.of(1, 65_535).count).toBe(65_535);
  });

  it.each([
    [0, 600, 'first = 0: must be a whole number from 1 to 65535'],
    [1, 70_000, 'last = 70000: must be a whole number from 1 to 65535'],
    [600, 1, 'last = 1: must be a whole number from 600 to 65535'],
    [1, 1.5, 'last = 1.5: must be a whole number from 1 to 65535'],
    [1, Number.NaN, 'last = NaN: must be a whole number from 1 to 65535'],
  ])('refuses %d to %d', (first, last, line) => {
    expect(messageOf(() => PortRange.of(first, last))).toBe(`PortRange: 1 problem\n  ${line} [scanner/port-range]`);
  });

  it('names both ports where both are wrong', () => {
    expect(messageOf(() => PortRange.of(0, -1))).toMatch(/^PortRange: 2 problems\n {2}first = 0.*\n {2}last = -1/);
  });
});
