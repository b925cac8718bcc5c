/** A gate lets so much work run at once, in the order it came, and refuses what would wait in too long a queue. */
import { Gate } from '../../../../connector-api/src/feed/engine/gate';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('runs as many at once as it may, the others in turn, and goes on after a failure', async () => {
  const gate = new Gate(2, 10);
  const ends: ((error?: Error) => void)[] = [];
  const started: number[] = [];
  const work = (number: number) =>
    gate.run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(number);
          ends.push((error) => (error === undefined ? resolve(number) : reject(error)));
        }),
    );
  const all = [1, 2, 3, 4].map(work);
  await settled();
  expect(started).toEqual([1, 2]);
  const failed = expect(all[0]).rejects.toThrow('broken');
  ends[0]?.(new Error('broken'));
  await failed;
  await settled();
  expect(started).toEqual([1, 2, 3]);
  ends[1]?.();
  ends[2]?.();
  await settled();
  ends[3]?.();
  expect(await Promise.all(all.slice(1))).toEqual([2, 3, 4]);
});

it('refuses what would wait behind too many', async () => {
  const gate = new Gate(1, 1);
  let end: () => void = () => undefined;
  const first = gate.run(() => new Promise<void>((resolve) => (end = resolve)));
  const second = gate.run(() => Promise.resolve());
  await expect(gate.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'BUSY' });
  end();
  await Promise.all([first, second]);
});
