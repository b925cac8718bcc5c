/** FactOpportunity: deals in the pipeline. */
import { opportunityOutcomes } from '../../survey/vocabulary';
import { attribute, businessKey, dateReference, key, measure, reference, text } from '../column';
import { defineTable } from '../table';

export { opportunityOutcomes };

export const factOpportunity = defineTable({
  name: 'FactOpportunity',
  kind: 'fact',
  grain: text(['One row per opportunity.', 'Én række pr. salgsmulighed.']),
  caption: text(['Opportunity', 'Salgsmulighed']),
  description: text(['Deals, their probability and amount.', 'Salgsmuligheder, deres sandsynlighed og beløb.']),
  key: ['OpportunityKey'],
  unique: [['OpportunityId']],
  columns: {
    OpportunityKey: key('int64', ['Opportunity', 'Salgsmuligheds']),
    OpportunityId: businessKey(['Opportunity', 'Salgsmuligheds']),
    BusinessUnitKey: reference('DimBusinessUnit', ['Business unit key', 'Forretningsenhedsnøgle']),
    CompanyKey: reference('DimCompany', ['Company key', 'Virksomhedsnøgle']),
    ContactKey: reference('DimContact', ['Contact key', 'Kontaktnøgle']),
    EmployeeKey: reference('DimEmployee', ['Owner key', 'Ejernøgle']),
    ExpectedCloseDateKey: dateReference(['Expected close', 'Forventet lukning'], { active: true, nullable: true }),
    Stage: attribute('string', ['Stage', 'Salgstrin'], ['Stage of the deal.', 'Salgsmulighedens trin.'], {
      nullable: true,
    }),
    Probability: measure(
      'double',
      ['Probability', 'Sandsynlighed'],
      ['Chance of winning, 0 to 1.', 'Chancen for at vinde, 0 til 1.'],
      { nullable: true, range: [0, 1] },
    ),
    Amount: measure('decimal', ['Amount', 'Beløb'], ['Value of the deal.', 'Salgsmulighedens værdi.'], {
      nullable: true,
      unit: 'currency',
    }),
    WeightedAmount: measure(
      'decimal',
      ['Weighted amount', 'Vægtet beløb'],
      ['Amount × probability.', 'Beløb × sandsynlighed.'],
      { nullable: true, unit: 'currency' },
    ),
    OpportunityOutcome: attribute(
      'string',
      ['Outcome of deal', 'Salgsudfald'],
      ['Open, won or lost.', 'Åben, vundet eller tabt.'],
      { acceptedValues: opportunityOutcomes },
    ),
  },
});
