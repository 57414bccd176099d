import { setup } from '@sa11y/jest';
import { showTab } from 'test/tab';

setup();

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  showTab('visible');
});
