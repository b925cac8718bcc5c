/** Fails a test that prints: unexpected console output is a defect that users would see. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const printed: string[] = [];
let spies: readonly jest.SpyInstance[] = [];

beforeEach(() => {
  printed.length = 0;
  spies = methods.map((method) =>
    jest.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      printed.push(`console.${method}: ${parts.map(String).join(' ')}`);
    }),
  );
});

afterEach(() => {
  const seen = [...printed];
  for (const spy of spies) spy.mockRestore();
  expect(seen).toEqual([]);
});
