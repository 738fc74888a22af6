import type { Chart } from 'cdk8s';
import { Testing } from 'cdk8s';
import { valueAt } from '../src/base';
import { type Synthesized, testChart } from './support';

type Path = readonly (string | number)[];

/** For each prop a value that is not its default, and where the output shows it. A prop that is added must be listed. */
export type AllProps<Props> = {
  readonly [Prop in keyof Required<Props>]: {
    readonly value: NonNullable<Props[Prop]>;
    readonly kind?: string;
    readonly at: Path;
    readonly is: unknown;
  };
};

/**
 * Tests that every prop arrives in the output, and that it is this prop that brings it there: with the prop left out,
 * the place shows something else.
 */
export function itPassesOnAllProps<Props>(
  table: AllProps<Props>,
  make: (chart: Chart, props: Props) => void,
  required: readonly (keyof Props)[] = [],
): void {
  const names = Object.keys(table) as (keyof Props)[];
  const all = Object.fromEntries(names.map((name) => [name, table[name].value])) as Props;
  const place = (props: Props, name: keyof Props): unknown => {
    const chart = testChart();
    make(chart, props);
    const objects: Synthesized[] = Testing.synth(chart);
    const { kind = objects[0].kind, at } = table[name];
    return valueAt(
      objects.find((object) => object.kind === kind),
      ...at,
    );
  };

  it.each(names)('passes on the prop %s', (name) => {
    expect(place(all, name)).toEqual(table[name].is);
    if (!required.includes(name)) {
      expect(place({ ...all, [name]: undefined }, name)).not.toEqual(table[name].is);
    }
  });
}
