import { setImmediate as turn } from 'node:timers/promises';
import { Readers } from '../../../connector-api/src/feed/readers';

const never = new AbortController().signal;

it('is calm where nobody was ever served', async () => {
  await expect(new Readers(1_000_000).calm(never)).resolves.toBeUndefined();
});

it('is calm when the last of those served is done, and nobody came within the pause', async () => {
  const readers = new Readers(1);
  const [one, other] = [readers.begin(), readers.begin()];
  let isCalm = false;
  const calm = readers.calm(never).then(() => {
    isCalm = true;
  });
  one();
  one();
  for (let turns = 0; turns < 20; turns += 1) await turn();
  expect(isCalm).toBe(false);
  other();
  await calm;
});

it('waits for whoever comes within the pause', async () => {
  const readers = new Readers(1_000_000);
  readers.begin()();
  let isCalm = false;
  const stop = new AbortController();
  const calm = readers.calm(stop.signal).then(() => {
    isCalm = true;
  });
  readers.begin();
  for (let turns = 0; turns < 20; turns += 1) await turn();
  expect(isCalm).toBe(false);
  stop.abort();
  await calm;
});

it('lets go at once of who no longer wants to wait', async () => {
  const readers = new Readers(1_000_000);
  readers.begin();
  await expect(readers.calm(AbortSignal.abort())).resolves.toBeUndefined();
});
