/** What is wrong with what a company asked for (`request`), or with the place that templates go to (`storage`): one sentence that names the thing. */
export class TemplateProblem extends Error {
  constructor(
    message: string,
    readonly kind: 'request' | 'storage' = 'request',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TemplateProblem';
  }
}
