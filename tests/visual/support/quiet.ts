/** Fails a test that prints or throws outside itself: reviewers reject a visual for any console message. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
let printed: string[] = [];

const onError = (event: ErrorEvent): void => {
  printed.push(`uncaught: ${event.message}`);
};

beforeEach(() => {
  printed = [];
  for (const method of methods) {
    spyOn(console, method).and.callFake((...parts: unknown[]) => {
      printed.push(`console.${method}: ${parts.map(String).join(' ')}`);
    });
  }
  window.addEventListener('error', onError);
});

afterEach(() => {
  window.removeEventListener('error', onError);
  expect(printed).toEqual([]);
});
