import { WorkQueue } from '../../../../connector-api/src/staging/landing/workQueue';

/** Work that ends when it is told to. */
function work() {
  let finish: (error?: Error) => void = () => undefined;
  const workers: string[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    finish = (error) => {
      if (error === undefined) resolve();
      else reject(error);
    };
  });
  const run = (worker: string): Promise<void> => {
    workers.push(worker);
    return ended;
  };
  return { run, workers, finish: (error?: Error) => finish(error) };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('holds back who brings work while every worker has some', async () => {
  const queue = new WorkQueue(['a', 'b']);
  const [first, second, third] = [work(), work(), work()];
  await queue.add(first.run);
  await queue.add(second.run);
  let taken = false;
  const adding = queue.add(third.run).then(() => (taken = true));
  await soon();
  expect(taken).toBe(false);
  first.finish();
  await adding;
  expect(third.workers).toEqual(first.workers);
  expect(second.workers).not.toEqual(first.workers);
  second.finish();
  third.finish();
  await queue.idle();
});

it('tells what failed to the next who brings work or waits for the end, and starts nothing more', async () => {
  const queue = new WorkQueue(['a']);
  const [broken, never] = [work(), work()];
  await queue.add(broken.run);
  broken.finish(new Error('the disk is full'));
  await expect(queue.add(never.run)).rejects.toThrow('the disk is full');
  await expect(queue.idle()).rejects.toThrow('the disk is full');
  expect(never.workers).toEqual([]);
  await queue.settled();
});
