/** What a check of a template found: how many things it looked at, and what is wrong. */
export class Findings {
  checks = 0;
  readonly problems: string[] = [];

  /** Counts one check; notes the problem where it does not hold. */
  expect(holds: boolean, problem: () => string): void {
    this.checks += 1;
    if (!holds) this.problems.push(problem());
  }
}
