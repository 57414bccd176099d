export { after, every } from './timers';
export { createFollower, planOf } from './follow';
