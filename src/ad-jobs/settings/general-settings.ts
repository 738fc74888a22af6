import type { Duration } from 'cdk8s';

/** Settings that hold for all AD jobs. */
export interface AdJobGeneralSettings {
  /**
   * Time between two trainings, a whole number of minutes, at least 1. Variable `AD_train_interval_minutes`.
   *
   * @default - 1440 minutes, the image's
   */
  readonly trainInterval?: Duration;

  /**
   * Time between two searches for anomalies, a whole number of minutes, at least 1. Variable
   * `AD_search_interval_minutes`.
   *
   * @default - 30 minutes, the image's
   */
  readonly searchInterval?: Duration;

  /**
   * Rows that are read for training, at least 1: more make better models, and more load on Elasticsearch. Variable
   * `AD_max_docs`.
   *
   * @default - 500000, the image's
   */
  readonly maxDocs?: number;

  /**
   * Whether the jobs log in detail. Variable `AD_debug`, which no documentation describes.
   *
   * @default - unset
   */
  readonly debug?: boolean;

  /**
   * Rows that are fetched by one read, at least 1. Variable `ES_query_size`.
   *
   * @default - 10000, the image's
   */
  readonly querySize?: number;

  /**
   * Time after which a read fails, a whole number of seconds. Variable `ES_scroll_time`, of the images up to 3.10.
   *
   * @default - 20s, the image's
   */
  readonly scrollTime?: Duration;

  /**
   * Width of the time buckets that rows are grouped in, a whole number of minutes, at least 1. Variable
   * `ES_bucket_size_minutes`, of the images up to 3.10.
   *
   * @default - 5 minutes, the image's
   */
  readonly bucketSize?: Duration;
}
