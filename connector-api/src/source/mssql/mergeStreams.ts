/** Takes from several streams at once, whichever is ready first; back-pressure reaches each. */

/** Ending early ends every stream; the first that throws ends the others. */
export async function* mergeStreams<Item>(
  streams: readonly AsyncGenerator<Item, void, undefined>[],
): AsyncGenerator<Item, void, undefined> {
  type Next = { readonly stream: AsyncGenerator<Item, void, undefined>; readonly result: IteratorResult<Item, void> };
  const next = async (stream: AsyncGenerator<Item, void, undefined>): Promise<Next> => ({
    stream,
    result: await stream.next(),
  });
  const waiting = new Map(streams.map((stream) => [stream, next(stream)]));
  try {
    while (waiting.size > 0) {
      const { stream, result } = await Promise.race(waiting.values());
      if (result.done === true) {
        waiting.delete(stream);
        continue;
      }
      // The others go on reading while this item is taken; this stream fetches its next one meanwhile too.
      waiting.set(stream, next(stream));
      yield result.value;
    }
  } finally {
    const pending = [...waiting.values()];
    await Promise.allSettled([...waiting.keys()].map((stream) => stream.return()));
    await Promise.allSettled(pending);
  }
}
