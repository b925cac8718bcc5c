/** DimCompany: the customer companies, as they are now. */
import { attribute, businessKey, key, measure, text } from '../column';
import { defineTable } from '../table';

export const dimCompany = defineTable({
  name: 'DimCompany',
  kind: 'dimension',
  grain: text(['One row per customer company.', 'Én række pr. kundevirksomhed.']),
  caption: text(['Company', 'Virksomhed']),
  description: text([
    'Customers, their segment, owner and yearly value.',
    'Kunder, deres segment, ansvarlige og årlige værdi.',
  ]),
  key: ['CompanyKey'],
  unique: [['CompanyId']],
  columns: {
    CompanyKey: key('int32', ['Company', 'Virksomheds']),
    CompanyId: businessKey(['Company', 'Virksomheds']),
    CompanyName: attribute('string', ['Company', 'Virksomhed'], ['Name of the company.', 'Virksomhedens navn.'], {
      namesMember: true,
    }),
    Industry: attribute('string', ['Industry', 'Branche'], ['Industry of the company.', 'Virksomhedens branche.'], {
      nullable: true,
    }),
    Segment: attribute(
      'string',
      ['Segment', 'Segment'],
      ['Customer segment now; as answered: see the response.', 'Kundesegment nu; som ved svaret: se svaret.'],
      { nullable: true },
    ),
    CompanyCountry: attribute(
      'string',
      ['Company country', 'Virksomhedens land'],
      ['Country of the company.', 'Virksomhedens land.'],
      { nullable: true },
    ),
    OwnerName: attribute(
      'string',
      ['Account owner', 'Kundeansvarlig'],
      ['Employee who owns the account.', 'Medarbejderen med ansvar for kunden.'],
      { nullable: true, person: 'name' },
    ),
    YearlyValue: measure(
      'decimal',
      ['Yearly value', 'Årlig værdi'],
      ['What the company buys in a year.', 'Virksomhedens køb på et år.'],
      { nullable: true, unit: 'currency' },
    ),
    ChurnedOn: attribute(
      'date',
      ['Churned on', 'Opsagt den'],
      ['Day the company left; null for a customer.', 'Dagen virksomheden forlod os; tom for en kunde.'],
      { nullable: true },
    ),
    IsChurned: attribute(
      'boolean',
      ['Churned', 'Opsagt'],
      ['True once the company has left.', 'Sand når virksomheden er væk.'],
    ),
  },
});
