/** The writing side of the templates, for the command line: it needs Node, the rest of the templates does not. */
export { TemplateProblem } from './templateProblem';
export { writeTemplates, type TemplateRequest, type TemplateSample } from './writeTemplates';
export { checkTemplates } from './check/checkTemplates';
export { readCompanyLook, type CompanyLook, type LookRequest } from './companyLook';
