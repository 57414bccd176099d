export { labels } from './all';
export {
  actionLabels,
  canonicalLabels,
  checkButtons,
  checkLabels,
  helpLabels,
  reasonLabels,
  statusLabels,
  trailReasons,
  troubleLabels,
  whoLabels,
} from './words';
