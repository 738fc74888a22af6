import fc from 'fast-check';
import { PortRange } from '../../src';
import { messageOf } from '../support';

describe('PortRange', () => {
  it('counts its ports, and prints them as nmap reads them', () => {
    const ports = PortRange.of(1, 600);
    expect([ports.count, `${ports}`]).toEqual([600, '1-600']);
    expect(`${PortRange.of(22, 22)}`).toBe('22');
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

  it.each([
    [[443, 22, 80], '22,80,443', 3],
    [[3, 1, 2, 2, 7], '1-3,7', 4],
    [[65_535], '65535', 1],
  ])('lists single ports, sorted and once: %j', (ports, text, count) => {
    const list = PortRange.list(ports);
    expect([`${list}`, list.count]).toEqual([text, count]);
  });

  it.each([
    [[], 'ports = []: must contain at least one port'],
    [[22, 0], 'ports[1] = 0: must be a whole number from 1 to 65535'],
    [[22.5], 'ports[0] = 22.5: must be a whole number from 1 to 65535'],
  ])('refuses the list %j', (ports, line) => {
    expect(messageOf(() => PortRange.list(ports))).toBe(`PortRange: 1 problem\n  ${line} [scanner/port-range]`);
  });

  it('prints what it counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 65_535 }), { minLength: 1 }), (ports) => {
        const printed = `${PortRange.list(ports)}`.split(',').flatMap((span) => {
          const [first = 0, last = first] = span.split('-').map(Number);
          return Array.from({ length: last - first + 1 }, (_, index) => first + index);
        });
        expect(printed).toEqual([...new Set(ports)].sort((a, b) => a - b));
        expect(PortRange.list(ports).count).toBe(printed.length);
      }),
    );
  });
});
