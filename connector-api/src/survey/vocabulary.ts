/** The closed lists of words that the survey source and the star share. */

export const surveyClasses = ['relational', 'transactional', 'experience'] as const;
export const metrics = ['NPS', 'CSAT', 'CES', 'experience'] as const;
export const npsTypes = [
  'product',
  'project',
  'meeting',
  'event',
  'onboarding',
  'relationship',
  'deal',
  'renewal',
  'service',
  'sales',
] as const;
export const phases = ['before', 'during', 'after'] as const;
export const contactRoles = ['daily user', 'decision maker', 'buyer', 'operations'] as const;
export const sentiments = ['negative', 'neutral', 'positive'] as const;
export const followUpStatuses = ['open', 'in progress', 'closed'] as const;
export const opportunityOutcomes = ['open', 'won', 'lost'] as const;
