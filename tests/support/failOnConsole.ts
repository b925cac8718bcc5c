/** Fails a test that prints: unexpected console output is a defect that users would see. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  for (const method of methods) {
    jest.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      printed.push(`console.${method}: ${parts.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  for (const method of methods) (console[method] as unknown as jest.SpyInstance).mockRestore?.();
  expect(printed).toEqual([]);
});
