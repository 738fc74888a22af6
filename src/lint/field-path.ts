export { fieldPath, type Keys } from '../manifest';
