import { after, every } from 'c/coSellClock';
import { showTab } from 'test/tab';

beforeEach(() => {
  jest.useFakeTimers();
});

describe('after a while', () => {
  it('the task runs once', () => {
    const task = jest.fn();
    after(1000, task);
    jest.advanceTimersByTime(999);
    expect(task).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('the task waits for a hidden tab to be seen again', () => {
    const task = jest.fn();
    after(1000, task);
    showTab('hidden');
    jest.advanceTimersByTime(60000);
    expect(task).not.toHaveBeenCalled();
    showTab('visible');
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('a tab that was hidden and seen again in time changes nothing', () => {
    const task = jest.fn();
    after(1000, task);
    showTab('hidden');
    showTab('visible');
    expect(task).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('somebody who was away for two seconds or more need not wait for the rest', () => {
    const task = jest.fn();
    after(30000, task);
    showTab('hidden');
    jest.advanceTimersByTime(1999);
    showTab('visible');
    expect(task).not.toHaveBeenCalled();
    showTab('hidden');
    jest.advanceTimersByTime(2000);
    showTab('visible');
    expect(task).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(60000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('a task that was called off never runs, whatever the tab does', () => {
    const task = jest.fn();
    const stop = after(1000, task);
    showTab('hidden');
    jest.advanceTimersByTime(2000);
    stop();
    showTab('visible');
    jest.advanceTimersByTime(2000);
    expect(task).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('every while', () => {
  it('the task runs again and again until it is ended', () => {
    const task = jest.fn();
    const stop = every(1000, task);
    jest.advanceTimersByTime(3500);
    expect(task).toHaveBeenCalledTimes(3);
    stop();
    jest.advanceTimersByTime(5000);
    expect(task).toHaveBeenCalledTimes(3);
    expect(jest.getTimerCount()).toBe(0);
  });
});
