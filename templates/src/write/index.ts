/** The writing side of the templates, for the command line: it needs Node, the rest of the templates does not. */
export { TemplateProblem } from './templateProblem';
export { writeTemplates, type TemplateRequest, type TemplateSample, type WrittenTemplate } from './writeTemplates';
export { feeds } from './model/options';
export { checkTemplates, type TemplateReport } from './check/checkTemplates';
