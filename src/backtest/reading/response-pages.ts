import type { LogProblems } from './problems';

/** How many hits a response says there are, and how many it has. */
export interface ResponsePage {
  readonly total: number;
  /** Whether there may be more. */
  readonly isOpen: boolean;
  readonly hits: number;
}

interface Pages {
  readonly page: ResponsePage;
  readonly place: string;
  hits: number;
  fewest: number;
  most: number;
}

/** The pages of searches, as plain data. */
export type PagesState = readonly (readonly [key: string, pages: Readonly<Pages>])[];

/**
 * Adds up the hits of responses, which may be pages of one search, in one or several files: pages of a search say the same
 * total.
 */
export class ResponsePages {
  private readonly searches = new Map<string, Pages>();

  add(page: ResponsePage, place: string): void {
    const { total, isOpen, hits } = page;
    const key = `${total} ${isOpen}`;
    const known = this.searches.get(key) ?? { page, place, hits: 0, fewest: Number.POSITIVE_INFINITY, most: 0 };
    known.hits += hits;
    known.fewest = Math.min(known.fewest, hits);
    known.most = Math.max(known.most, hits);
    this.searches.set(key, known);
  }

  /** All that was added, to be added to what others have. */
  get state(): PagesState {
    return [...this.searches];
  }

  absorb(state: PagesState): void {
    for (const [key, pages] of state) {
      const known = this.searches.get(key);
      this.searches.set(
        key,
        known === undefined
          ? { ...pages }
          : {
              ...known,
              hits: known.hits + pages.hits,
              fewest: Math.min(known.fewest, pages.fewest),
              most: Math.max(known.most, pages.most),
            },
      );
    }
  }

  /** Reports the searches whose pages do not have all hits. */
  report(problems: LogProblems): void {
    for (const { page, place, hits, fewest, most } of this.searches.values()) {
      const { total, isOpen } = page;
      // Elasticsearch stops counting at 10,000. The last page of a search is the only one that is not full.
      const isWhole = isOpen ? hits >= total && fewest < most : hits >= total;
      if (!isWhole) {
        problems.warn(
          place,
          `contains a response with ${hits} of ${isOpen ? 'at least ' : ''}${total} hits: export all of them, with search_after or elasticdump`,
        );
      }
    }
  }
}
