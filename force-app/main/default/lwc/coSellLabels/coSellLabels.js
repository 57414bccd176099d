export { labels } from './all';
export {
  actionLabels,
  canonicalLabels,
  checkButtons,
  checkLabels,
  helpLabels,
  reasonLabels,
  whoLabels,
} from './words';
