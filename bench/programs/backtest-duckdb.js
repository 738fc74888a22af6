/*
 * Runs SQL on standard input with DuckDB, in the current folder.
 *
 *   node bench/programs/backtest-duckdb.js THREADS
 */
const fs = require('node:fs');
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
  const database = await DuckDBInstance.create(':memory:', { threads: process.argv[2] });
  const connection = await database.connect();
  await connection.run(fs.readFileSync(0, 'utf8'));
  connection.closeSync();
  database.closeSync();
}

main();
