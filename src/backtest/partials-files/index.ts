export { PartialsFiles } from './partials-files';
