/* global document */
export const setTitle = (...words) => {
  document.title = [...words, 'Simulated Salesforce org'].join(' | ');
};
