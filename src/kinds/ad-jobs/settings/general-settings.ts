// Made by `npm run generate` from ../ad-job-variables.ts; never edited.
import type { Duration } from 'cdk8s';

/** Settings of all AD jobs. */
export interface AdJobGeneralSettings {
  /**
   * Number of rows that are read for training, at least 1. More rows make better models, but put more load on
   * Elasticsearch. Variable `AD_max_docs`.
   *
   * @default - 500000, set by the image
   */
  readonly maxDocs?: number;

  /**
   * Time between two training runs, a whole number of minutes, at least 1. Variable `AD_train_interval_minutes`.
   *
   * @default - 1440 minutes, set by the image
   */
  readonly trainInterval?: Duration;

  /**
   * Time between two searches for anomalies, a whole number of minutes, at least 1. Variable
   * `AD_search_interval_minutes`.
   *
   * @default - 30 minutes, set by the image
   */
  readonly searchInterval?: Duration;

  /**
   * Whether the jobs log in detail. No documentation describes it. Variable `AD_debug`.
   *
   * @default - unset
   */
  readonly debug?: boolean;

  /**
   * Number of rows that one read fetches, at least 1. Variable `ES_query_size`.
   *
   * @default - 10000, set by the image
   */
  readonly querySize?: number;

  /**
   * Time after which a read fails, a whole number of seconds. Variable `ES_scroll_time`, read by images up to 3.10.
   *
   * @default - 20s, set by the image
   */
  readonly scrollTime?: Duration;

  /**
   * Width of the time buckets in which rows are grouped, a whole number of minutes, at least 1. Variable
   * `ES_bucket_size_minutes`, read by images up to 3.10.
   *
   * @default - 5 minutes, set by the image
   */
  readonly bucketSize?: Duration;
}
