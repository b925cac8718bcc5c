/** What is wrong with what a company asked for, or with a template: one sentence that names the thing. */
export class TemplateProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateProblem';
  }
}
