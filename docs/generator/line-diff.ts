/** How many lines stand around a change, so that its place can be told. */
const AROUND = 2;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** What changes from one text to another: each changed line with a few around it; `…` for what is left out. */
export function lineDiff(from: string, to: string): string {
  const lines = changedLines(from.trimEnd().split('\n'), to.trimEnd().split('\n'));
  const shown = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(isChange));
  return lines
    .flatMap(({ sign, text }, at) => {
      if (shown[at]) {
        return [`${sign} ${text}`.trimEnd()];
      }
      return at === 0 || shown[at - 1] ? ['…'] : [];
    })
    .join('\n');
}

function isChange({ sign }: Line): boolean {
  return sign !== ' ';
}

/** By the longest common subsequence; manifests are short enough for the plain table. */
function changedLines(from: readonly string[], to: readonly string[]): Line[] {
  const common = commonLengths(from, to);
  const lengthAt = (left: number, right: number) => common[left]?.[right] ?? 0;
  const lines: Line[] = [];
  let left = 0;
  let right = 0;
  while (left < from.length || right < to.length) {
    const [old, fresh] = [from[left], to[right]];
    if (old !== undefined && old === fresh) {
      lines.push({ sign: ' ', text: old });
      left += 1;
      right += 1;
    } else if (old !== undefined && (fresh === undefined || lengthAt(left + 1, right) >= lengthAt(left, right + 1))) {
      lines.push({ sign: '-', text: old });
      left += 1;
    } else {
      lines.push({ sign: '+', text: fresh ?? '' });
      right += 1;
    }
  }
  return lines;
}

/** Of the rests of both texts that begin at each pair of lines. */
function commonLengths(from: readonly string[], to: readonly string[]): number[][] {
  const table = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  for (let left = from.length - 1; left >= 0; left -= 1) {
    for (let right = to.length - 1; right >= 0; right -= 1) {
      const row = table[left] ?? [];
      const below = table[left + 1] ?? [];
      row[right] =
        from[left] === to[right] ? (below[right + 1] ?? 0) + 1 : Math.max(below[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return table;
}
