import { randomFrom } from '../yaml/random';

const LABELS = ['a', 'b', 'in', 'not', 'all', 'has', 'projectcalico.org/namespace', 'projectcalico.org/name', '-._/'];
const VALUES = ["'x'", '"y"', "''", '"it\'s"', "'é'", "' '"];
const SPACES = ['', '', ' ', ' ', ' ', '\t', '  ', '\n', '\r', '\f', '\v', '\u00a0'];
const STRAY = ['x', '=', '&', '|', '{', '}', ',', '(', ')', '!', "'", '"', '#', 'é', '\0', '!=', 'in', 'a'.repeat(513)];

/** Most are valid, or differ from a valid one in one place, since both sides reject nearly all other strings. */
class Writer {
  constructor(private readonly random: () => number) {}

  text(): string {
    const words = this.alternatives(3);
    if (this.random() < 0.4) {
      const at = Math.floor(this.random() * (words.length + 1));
      words.splice(at, Math.floor(this.random() * 2), ...(this.random() < 0.7 ? [this.oneOf(STRAY)] : []));
    }
    return words.join('');
  }

  private alternatives(depth: number): string[] {
    const words = this.operation(depth);
    while (this.random() < 0.35) {
      words.push(this.space(), this.oneOf(['&&', '||']), this.space(), ...this.operation(depth));
    }
    return words;
  }

  private operation(depth: number): string[] {
    const negations = Array.from({ length: Math.floor(this.random() ** 3 * 3) }, () => `!${this.space()}`);
    const inner =
      depth > 0 && this.random() < 0.25
        ? ['(', this.space(), ...this.alternatives(depth - 1), this.space(), ')']
        : this.test();
    return [...negations, ...inner];
  }

  private test(): string[] {
    const label = this.oneOf(LABELS);
    const value = () => this.oneOf(VALUES);
    switch (Math.floor(this.random() * 5)) {
      case 0:
        return [this.oneOf(['all', 'global']), '(', this.space(), ')'];
      case 1:
        return ['has', '(', this.space(), label, this.space(), ')'];
      case 2: {
        const operator = [this.oneOf(['in', `not${this.space()}in`]), this.space(), '{', this.space()];
        const members = Array.from({ length: Math.floor(this.random() * 3) }, () => [
          value(),
          this.space(),
          ',',
        ]).flat();
        return [
          label,
          this.space(),
          ...operator,
          ...members,
          ...(this.random() < 0.8 ? [value()] : []),
          this.space(),
          '}',
        ];
      }
      case 3: {
        const words = ['contains', `starts${this.space()}with`, `ends${this.space()}with`];
        return [label, this.space(), this.oneOf(words), this.space(), value()];
      }
      default:
        return [label, this.space(), this.oneOf(['==', '!=']), this.space(), value()];
    }
  }

  /** Calico does not accept every space everywhere, so most are the usual one. */
  private space(): string {
    return this.random() < 0.85 ? ' ' : this.oneOf(SPACES);
  }

  private oneOf(all: readonly string[]): string {
    return all[Math.floor(this.random() * all.length)] ?? '';
  }
}

/** Endless selectors, and strings that are nearly selectors. */
export function* selectorTexts(seed: number): Generator<string> {
  const writer = new Writer(randomFrom(seed));
  for (;;) {
    yield writer.text();
  }
}
