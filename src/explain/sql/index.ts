export { NotSql } from './columns';
export { SQL_DIALECTS, type SqlDialectName } from './dialects';
export { partialsSql } from './partials-sql';
