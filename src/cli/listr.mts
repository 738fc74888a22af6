export { Listr } from 'listr2';
